import { ClientError } from '@playgate/client';
import type { Verdict } from '@playgate/client';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import type { DashLoader, DashPlayer, DashRequest, DashResponse } from '../../src/dashjs/dash.ts';
import { protectDash } from '../../src/dashjs/index.ts';

const SEGMENT = 'https://media.example/1.m4s';
const REPLAY: Verdict = { action: 'replay', url: SEGMENT };

/** As much of dash.js as its contract with us needs: extensions over its loaders, and what it keeps with a request. */
function setUp(fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('none'))) {
  const authorizer = new FakeAuthorizer();
  const extensions = new Map<string, unknown>();
  const filters = new Set<unknown>();
  const errors: object[] = [];
  const servers = ['https://media.example/'];
  const attachSource = vi.fn<(source: string, position?: number) => void>();
  const player: DashPlayer = {
    extend: (name, extension) => void extensions.set(name, extension),
    registerLicenseRequestFilter: (filter) => void filters.add(filter),
    unregisterLicenseRequestFilter: (filter) => void filters.delete(filter),
    registerLicenseResponseFilter: (filter) => void filters.add(filter),
    unregisterLicenseResponseFilter: (filter) => void filters.delete(filter),
    attachSource,
    isReady: () => true,
    getSource: () => 'https://media.example/old.mpd',
    getAvailableBaseUrls: () => servers,
    getVideoElement: () => document.createElement('video'),
    trigger: (_event: string, payload: object) => errors.push(payload),
  };
  const protection = protectDash(player, authorizer, { fetch });
  const sent: { url: string; headers: object; credentials: string | undefined }[] = [];
  const parent: DashLoader = {
    load(request) {
      const { url, headers = {}, credentials } = request;
      sent.push({ url, headers, credentials });
    },
  };
  const loaderOf = (name: string): DashLoader => {
    const extension = extensions.get(name);
    if (typeof extension !== 'function') throw new Error(`${name} is not extended.`);
    return extension.call({ parent });
  };
  const heard: string[] = [];
  const request: DashRequest = {
    url: SEGMENT,
    method: 'GET',
    responseType: 'arraybuffer',
    headers: { Range: 'bytes=0-9' },
    credentials: 'omit',
    customData: {
      request: { type: 'MediaSegment' },
      onloadend: () => heard.push(`end ${response.status}`),
      onprogress: () => heard.push('progress'),
      onabort: () => heard.push('abort'),
      ontimeout: () => heard.push('timeout'),
    },
  };
  const response: DashResponse = {};
  const notes = request.customData;
  const finish = (status: number, url = request.url): void => {
    Object.assign(response, { status, url, headers: { 'retry-after': '7' } });
    notes.onloadend?.();
  };
  const load = (name = 'XHRLoader') => void loaderOf(name).load(request, response);
  return {
    ...{ authorizer, player, protection, filters, errors, extensions, attachSource },
    servers,
    ...{ sent, heard, request, response, notes, finish, load },
  };
}

test('sends what the authorizer says, and shows dash.js what it made itself', async () => {
  const { authorizer, sent, heard, request, response, finish, load } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  authorizer.credentials = true;
  load();
  expect(sent).toEqual([
    {
      url: `${SEGMENT}?key=1`,
      headers: { Range: 'bytes=0-9', Authorization: 'Bearer ours' },
      credentials: 'include',
    },
  ]);
  finish(200);
  expect(heard).toEqual(['end 200']);
  expect(response.url).toBe(SEGMENT);
  expect(request).toMatchObject({
    url: SEGMENT,
    headers: { Range: 'bytes=0-9' },
    credentials: 'omit',
  });
});

test('a header of the application keeps its value', () => {
  const { authorizer, sent, request, load } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  request.headers = { authorization: 'Bearer theirs' };
  load();
  expect(sent[0]?.headers).toEqual({ authorization: 'Bearer theirs' });
});

test('both loaders of dash.js are stood before, once for each player', () => {
  const { authorizer, player, extensions, sent, load } = setUp();
  expect([...extensions.keys()]).toEqual(['XHRLoader', 'FetchLoader']);
  const before = [...extensions.values()];
  protectDash(player, authorizer);
  expect([...extensions.values()]).toEqual(before);
  load('FetchLoader');
  expect(sent[0]?.url).toBe(`${SEGMENT}?key=1`);
});

test('M1: a refused request is sent again unseen, and its bytes are not measured', async () => {
  const { authorizer, sent, heard, notes, response, finish, load } = setUp();
  authorizer.verdicts = [REPLAY];
  load();
  const refusal = new ProgressEvent('progress');
  Object.defineProperty(refusal, 'target', { value: { status: 401 } });
  notes.onprogress?.(refusal);
  finish(401);
  await settled();
  expect([heard, sent.length]).toEqual([[], 2]);
  expect(response).toMatchObject({ status: 0, data: undefined });
  notes.onprogress?.(new ProgressEvent('progress'));
  finish(200);
  expect(heard).toEqual(['progress', 'end 200']);
  expect(authorizer.refusals[0]).toMatchObject({ status: 401, retryAfter: '7' });
  expect(notes.request?.startDate).toBeInstanceOf(Date);
});

test('what is not about the pass is shown, without the credential', async () => {
  const { authorizer, heard, request, response, finish, load } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  load();
  finish(404);
  await settled();
  expect(heard).toEqual(['end 404']);
  expect(JSON.stringify([request, response])).not.toMatch(/ours|key=/);
});

test('waits for a pass; aborted meanwhile, dash.js hears that, and nothing is sent', async () => {
  const { authorizer, sent, heard, notes, load } = setUp();
  authorizer.free = false;
  load();
  notes.abort?.();
  authorizer.free = true;
  authorizer.wake();
  await settled();
  expect([sent, heard]).toEqual([[], ['abort']]);
});

test('aborted while a refusal is judged, it is not sent again', async () => {
  const { authorizer, sent, heard, notes, finish, load } = setUp();
  authorizer.verdicts = [Promise.resolve(REPLAY)];
  load();
  finish(401);
  notes.abort?.();
  await settled();
  expect([sent.length, heard]).toEqual([1, ['abort']]);
});

test('what dash.js called off is no refusal', async () => {
  const { authorizer, heard, notes, finish, load } = setUp();
  load();
  notes.onabort?.();
  finish(0);
  await settled();
  expect(heard).toEqual(['abort', 'end 0']);
  expect(authorizer.refusals).toEqual([]);
});

test('what dash.js calls off while others wait for its answer makes way for them at once', async () => {
  const { authorizer, notes, finish, load } = setUp();
  authorizer.verdicts = [REPLAY];
  load();
  finish(401);
  await settled();
  expect(authorizer.refusals[0]?.signal?.aborted).toBe(false);
  notes.onabort?.();
  expect(authorizer.refusals[0]?.signal?.aborted).toBe(true);
});

test('what takes too long got no answer: dash.js hears of it if it is not sent again', async () => {
  const { authorizer, heard, sent, notes, finish, load } = setUp();
  load();
  authorizer.verdicts = [REPLAY];
  for (const times of [1, 2]) {
    notes.ontimeout?.(new ProgressEvent('timeout'));
    finish(0);
    await settled();
    expect(authorizer.refusals).toHaveLength(times);
  }
  expect(sent).toHaveLength(2);
  expect(heard).toEqual(['timeout', 'end 0']);
});

test('M11: a page of HTML is no answer', async () => {
  const { authorizer, heard, response, finish, load } = setUp();
  load();
  response.data = '<!doctype html>Sign in';
  finish(200);
  await settled();
  expect(authorizer.refusals[0]?.status).toBe(0);
  expect(heard).toEqual(['end 0']);
});

test.each([
  [1, 5, []],
  [2, 4, ['end 503']],
])(
  'N1: in an outage it waits and is sent again; with %i servers dash.js may go to another',
  async (count, times, told) => {
    const { authorizer, heard, sent, servers, finish, load } = setUp();
    const error = new ClientError('media_unreachable', 'Out of reach.');
    servers.length = 0;
    servers.push(...Array<string>(count).fill('https://media.example/'));
    load();
    for (let tries = 0; tries < 4; tries += 1) {
      authorizer.state.set({ phase: 'network', error });
      finish(503);
      await settled();
      authorizer.become({ phase: 'authorized' });
      await settled();
    }
    expect(heard).toEqual(told);
    expect(sent).toHaveLength(times);
  },
);

test('A: an answer from where the pass may not go is not used', async () => {
  const { authorizer, heard, finish, load } = setUp();
  load();
  authorizer.accepts = false;
  finish(200, 'https://evil.example/1.m4s');
  await settled();
  expect(heard).toEqual([]);
});

test('A: a header that browsers would carry along goes by fetch without redirects, and all is told as by a loader of dash.js', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(new Response('media', { headers: { 'X-Edge': '1' } })),
  );
  const { authorizer, sent, heard, response, load } = setUp(fetch);
  authorizer.transport = 'no-redirect';
  authorizer.headers = { 'X-Media-Key': 'ours' };
  load();
  await vi.waitFor(() => expect(heard).toContain('end 200'));
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect([url, init?.redirect]).toEqual([`${SEGMENT}?key=1`, 'error']);
  expect([...new Headers(init?.headers)]).toEqual([
    ['range', 'bytes=0-9'],
    ['x-media-key', 'ours'],
  ]);
  expect([sent, heard[0], response.headers?.['x-edge']]).toEqual([[], 'progress', '1']);
  expect(new TextDecoder().decode(Object(response.data))).toBe('media');
});

test('M2: the end is one error that names the reason; requests wait, and a retry lets them go', async () => {
  const { authorizer, protection, errors, sent, finish, load } = setUp();
  load();
  const error = authorizer.end('denied', 'pass_refused');
  authorizer.verdicts = [{ action: 'stop', error }];
  finish(403);
  await settled();
  expect(errors).toEqual([
    { error: { code: null, message: `pass_refused: ${error.message}`, data: error } },
  ]);
  expect(sent).toHaveLength(1);
  protection.retry();
  await settled();
  expect(sent).toHaveLength(2);
});

test('a player that asks for nothing yet hears of the end with its first request', () => {
  const { authorizer, errors, load } = setUp();
  authorizer.end('signed-out', 'signed_out');
  expect(errors).toEqual([]);
  load();
  load();
  expect(errors).toHaveLength(1);
});

test('a source that went stale is opened anew', async () => {
  const { authorizer, attachSource, finish, load } = setUp();
  authorizer.verdicts = [{ action: 'reload' }];
  authorizer.reloads = [{ src: 'https://media.example/fresh.mpd' }];
  load();
  finish(410);
  await settled();
  expect(attachSource.mock.calls).toEqual([['https://media.example/fresh.mpd', undefined]]);
});

test('M13: disposed of, it leaves no filter, and requests go out as they are', async () => {
  const { authorizer, protection, filters, sent, load } = setUp();
  protection.dispose();
  expect(filters.size).toBe(0);
  load();
  expect(sent[0]?.url).toBe(SEGMENT);
  expect(authorizer.calls).toEqual(['dispose']);
});

test('M13: what waits after a refusal while the protection goes is sent bare, and what comes then is shown', async () => {
  const { authorizer, protection, heard, sent, finish, load } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  authorizer.free = false;
  authorizer.verdicts = [REPLAY, { action: 'stop', error: authorizer.end('denied', 'forbidden') }];
  authorizer.become({ phase: 'authorized' });
  authorizer.free = true;
  load();
  finish(401);
  await settled();
  authorizer.end('denied', 'forbidden');
  finish(401);
  await settled();
  expect(sent).toHaveLength(2);
  protection.dispose();
  await settled();
  expect(sent.at(-1)).toEqual({
    url: SEGMENT,
    headers: { Range: 'bytes=0-9' },
    credentials: 'omit',
  });
  finish(401);
  await settled();
  expect([sent.length, heard]).toEqual([3, ['end 401']]);
  expect(authorizer.refusals).toHaveLength(2);
});

test('a URL that hides where it leads ends playback, and what is no request is left alone', async () => {
  const { protection, sent, request, load } = setUp();
  request.url = 'data:application/dash+xml,';
  load();
  expect(sent).toHaveLength(1);
  request.url = 'https://media.example/a/../1.m4s';
  load();
  await settled();
  expect(protection.state.get().error?.code).toBe('url_not_canonical');
});
