import { ClientError } from '@playgate/client';
import type { Verdict } from '@playgate/client';
import { createGate } from '@playgate/client/adapter';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import type { FakeXhr } from '../../../client/test/support/fake-xhr.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { composeLoader } from '../../src/hlsjs/authorized-loader.ts';
import type { LoaderCallbacks, LoaderContext } from '../../src/hlsjs/hls.ts';
import { InnerLoader } from './inner-loader.ts';

const SEGMENT = 'https://media.example/1.ts';
const CONTEXT: LoaderContext = { url: SEGMENT, type: 'media-fragment', frag: { sn: 1 } };
const REPLAY: Verdict = { action: 'replay', url: SEGMENT };

function setUp(settings: object = {}, context: LoaderContext = CONTEXT, hasOther = false) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const log: string[] = [];
  const callbacks: LoaderCallbacks = {
    onSuccess: vi.fn<LoaderCallbacks['onSuccess']>(({ url }) => log.push(`success ${url}`)),
    onError: ({ code }) => log.push(`error ${code}`),
    onTimeout: () => log.push('timeout'),
    onAbort: () => log.push('abort'),
    onProgress: () => log.push('progress'),
  };
  const reload = vi.fn<() => void>();
  const Loader = composeLoader(InnerLoader, {
    ...{ gate, fetch: globalThis.fetch, reload },
    hasOther: () => hasOther,
  });
  const loader = new Loader(settings);
  const inner = InnerLoader.made.at(-1);
  if (inner === undefined) throw new Error('Nothing was composed.');
  const config = { loadPolicy: { maxLoadTimeMs: 10_000 } };
  return {
    ...{ authorizer, gate, log, loader, inner, reload, callbacks },
    load: () => loader.load(context, config, callbacks),
    config,
  };
}

test('loads through the loader that was configured, with its own arguments', async () => {
  const { loader, inner, log, load, config } = setUp();
  load();
  await settled();
  expect(inner.loads).toEqual([
    [CONTEXT, { loadPolicy: { ...config.loadPolicy, errorRetry: null, timeoutRetry: null } }],
  ]);
  expect(loader.stats).toBe(inner.stats);
  expect(inner.xhr.opened?.url).toBe(`${SEGMENT}?key=1`);
  inner.succeed();
  expect(log).toEqual(['progress', `success ${SEGMENT}`]);
});

test('P: the wait for a pass is no part of what is measured, and timers begin after it', async () => {
  const { authorizer, loader, inner, load } = setUp();
  authorizer.free = false;
  load();
  await settled();
  expect(inner.loads).toEqual([]);
  const { start } = loader.stats.loading;
  expect(start).toBeGreaterThan(0);
  expect(loader.stats.loading.start).toBeGreaterThanOrEqual(start);
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect(inner.loads).toHaveLength(1);
  expect(Object.getOwnPropertyDescriptor(loader.stats.loading, 'start')).toHaveProperty('value');
});

test('M1: a refused request is sent again unseen, with measures that begin anew', async () => {
  const { authorizer, inner, log, load } = setUp();
  authorizer.verdicts = [REPLAY];
  load();
  await settled();
  inner.stats.loaded = 99;
  inner.fail(401);
  await settled();
  expect(log).toEqual([]);
  expect(inner.loads).toHaveLength(2);
  expect(inner.stats.loaded).toBe(0);
  authorizer.generation = 2;
  inner.succeed();
  expect(log).toEqual(['progress', `success ${SEGMENT}`]);
  expect(authorizer.refusals[0]).toMatchObject({ status: 401, retryAfter: '7' });
});

test('what is not about the pass is an error of the engine, once', async () => {
  const { inner, log, load } = setUp();
  load();
  await settled();
  inner.fail(404);
  inner.fail(404);
  await settled();
  expect(log).toEqual(['error 404']);
});

test('M2: after the end it says nothing, and goes on when the viewer retries', async () => {
  const { authorizer, gate, inner, log, load } = setUp();
  load();
  await settled();
  authorizer.verdicts = [{ action: 'stop', error: authorizer.end('denied', 'pass_refused') }];
  inner.fail(403);
  await settled();
  expect([log, inner.loads.length]).toEqual([[], 1]);
  gate.retry();
  await settled();
  expect(inner.loads).toHaveLength(2);
});

test('a source that went stale is opened anew', async () => {
  const { authorizer, inner, log, load, reload } = setUp();
  authorizer.verdicts = [{ action: 'reload' }];
  load();
  await settled();
  inner.fail(410);
  await settled();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(log).toEqual([]);
});

test('A: an answer from where the pass may not go is not used', async () => {
  const { authorizer, inner, log, load } = setUp();
  load();
  await settled();
  authorizer.accepts = false;
  inner.succeed('https://evil.example/1.ts');
  await settled();
  expect(log).toEqual([]);
  expect(authorizer.begun[0]?.from).toBe('https://evil.example/1.ts');
});

test('A: neither the answer nor its details show the credential', async () => {
  const { inner, load, callbacks } = setUp();
  load();
  await settled();
  inner.succeed();
  const [answer, , , details] = vi.mocked(callbacks.onSuccess).mock.calls[0] ?? [];
  expect(answer?.url).toBe(SEGMENT);
  expect(details).toBe(inner.xhr);
  expect(inner.xhr.responseURL).toBe(SEGMENT);
});

test('aborted while it waits, it says so, and nothing is sent', async () => {
  const { authorizer, loader, inner, log, load } = setUp();
  authorizer.free = false;
  load();
  loader.abort();
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect([log, inner.loads, loader.stats.aborted]).toEqual([['abort'], [], true]);
});

test('aborted under way, and timed out, it is as it would be without us', async () => {
  const { loader, inner, log, load } = setUp();
  load();
  await settled();
  inner.timeOut();
  await settled();
  loader.abort();
  expect(log).toEqual(['timeout', 'abort']);
});

test('destroyed, it is silent, and so is what comes after', async () => {
  const { loader, inner, log, load } = setUp();
  load();
  await settled();
  loader.destroy();
  inner.succeed();
  inner.fail(401);
  await settled();
  expect([log, inner.isDestroyed, loader.context]).toEqual([[], true, null]);
});

test('M13: without a protection any more it goes out without a credential', async () => {
  const { authorizer, gate, inner, load } = setUp();
  authorizer.free = false;
  load();
  gate.dispose();
  await settled();
  expect(inner.xhr.opened).toBeUndefined();
  expect(inner.loads).toHaveLength(1);
});

test('what is no request is left alone', () => {
  const context = { url: 'data:text/plain,key', type: 'key' };
  const { authorizer, inner, load } = setUp({}, context);
  authorizer.free = false;
  load();
  expect(inner.loads).toHaveLength(1);
});

test('the hook of the application runs, and what it opens is what is authorized', async () => {
  const seen: string[] = [];
  const { inner, load } = setUp({
    xhrSetup(xhr: FakeXhr, url: string) {
      seen.push(url);
      xhr.open('GET', `${url}?app=1`);
    },
  });
  load();
  await settled();
  expect(seen).toEqual([SEGMENT]);
  expect(inner.xhr.opened?.url).toBe(`${SEGMENT}?app=1&key=1`);
});

const POLICY = { maxLoadTimeMs: 1, errorRetry: {}, timeoutRetry: {} };
test.each([
  [SEGMENT, { maxLoadTimeMs: 1, errorRetry: null, timeoutRetry: null }],
  ['https://other.example/1.ts', POLICY],
])(
  'what carries a pass is not tried again by loaders of hls.js, which say nothing of it: %s',
  async (url, loadPolicy) => {
    const { loader, inner, callbacks } = setUp();
    loader.load({ ...CONTEXT, url }, { loadPolicy: POLICY }, callbacks);
    await settled();
    expect(inner.loads.map(([, config]) => config)).toEqual([{ loadPolicy }]);
  },
);

test('M11: a page of HTML is no answer', async () => {
  const { authorizer, inner, log, load } = setUp();
  load();
  await settled();
  authorizer.verdicts = [REPLAY];
  inner.data = '<!doctype html>Sign in';
  inner.succeed();
  await settled();
  expect(authorizer.refusals[0]?.status).toBe(0);
  inner.succeed();
  await settled();
  expect(log).toEqual(['progress', 'progress', 'error 0']);
});

test('what takes too long got no answer', async () => {
  const { authorizer, inner, load } = setUp();
  load();
  await settled();
  authorizer.verdicts = [REPLAY];
  inner.timeOut();
  await settled();
  expect(authorizer.refusals[0]?.status).toBe(0);
  expect(inner.loads).toHaveLength(2);
});

test.each([
  ['another quality: it hears of it, after three tries', true, 'main', ['error 503']],
  ['no other', false, 'main', []],
  ['sound', true, 'audio', []],
])(
  'N1: in an outage it waits and is sent again; hls.js has %s',
  async (_what, hasOther, type, heard) => {
    const context = { ...CONTEXT, frag: { sn: 1, type } };
    const { authorizer, inner, log, load } = setUp({}, context, hasOther);
    const error = new ClientError('media_unreachable', 'Out of reach.');
    load();
    await settled();
    for (let tries = 0; tries < 4; tries += 1) {
      authorizer.state.set({ phase: 'network', error });
      inner.fail(503);
      await settled();
      authorizer.become({ phase: 'authorized' });
      await settled();
    }
    expect(log).toEqual(heard);
    expect(inner.loads).toHaveLength(heard.length > 0 ? 4 : 5);
  },
);

test('a URL that hides where it leads is not opened, and ends playback', async () => {
  const { gate, inner, log, load } = setUp({
    xhrSetup: (xhr: FakeXhr) => xhr.open('GET', 'https://media.example/a/../1.ts'),
  });
  load();
  await settled();
  expect(gate.state.get().error?.code).toBe('url_not_canonical');
  expect([log, inner.xhr.opened]).toEqual([[], undefined]);
});

test('a loader that streams by fetch gets the credential on its Request', async () => {
  const { authorizer, inner, load } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  load();
  const request = await inner.settings.fetchSetup(CONTEXT, { headers: { Range: 'bytes=0-9' } });
  expect(request.url).toBe(`${SEGMENT}?key=1`);
  expect([...request.headers]).toEqual([
    ['authorization', 'Bearer ours'],
    ['range', 'bytes=0-9'],
  ]);
});

test('the Request of the application’s own hook is the one that is authorized', async () => {
  const fetchSetup = vi.fn<(context: LoaderContext) => Request>(
    ({ url }) => new Request(`${url}?app=1`),
  );
  const { inner, load } = setUp({ fetchSetup });
  load();
  expect((await inner.settings.fetchSetup(CONTEXT, {})).url).toBe(`${SEGMENT}?app=1&key=1`);
  const bad = setUp({ fetchSetup: () => 'no request' });
  await expect(bad.inner.settings.fetchSetup(CONTEXT, {})).rejects.toThrow('Request');
});
