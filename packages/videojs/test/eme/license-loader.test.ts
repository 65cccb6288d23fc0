import { ClientError } from '@playgate/client';
import { createGate } from '@playgate/client/adapter';
import { expect, test } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { LicenseError } from '../../src/eme/license-error.ts';
import { loadLicense } from '../../src/eme/license-loader.ts';

const URL = 'https://media.example/license';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** Loads a licence from a server that answers in turn. */
function loading(answers: (Response | Error)[], refusals = {}) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const life = new AbortController();
  const sent: Sent[] = [];
  let reloads = 0;
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    sent.push({ url: typeof input === 'string' ? input : '', init });
    const answer = answers.shift() ?? new Error('No answer left.');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const body = Uint8Array.of(1, 2, 3).buffer;
  const start = () =>
    loadLicense(
      { gate, fetch, reload: () => (reloads += 1) },
      {
        ...{ url: URL, kind: 'license', refusals, signal: life.signal },
        init: { method: 'POST', headers: { 'X-App': '1' }, body },
      },
    );
  return { authorizer, gate, life, sent, start, reloads: () => reloads, body };
}

const license = (): Response => new Response(Uint8Array.of(7));
const refused = (status: number, body = ''): Response => new Response(body, { status });

test('a licence goes by fetch, which follows no redirect, with body, headers and credential', async () => {
  const { authorizer, sent, start, body } = loading([license()]);
  authorizer.headers = { 'BCOV-Auth': 'pass' };
  expect(new Uint8Array((await start()) ?? new ArrayBuffer())).toEqual(Uint8Array.of(7));
  expect(sent).toHaveLength(1);
  const [{ url, init } = { url: '', init: {} }] = sent;
  expect(url).toBe(`${URL}?key=1`);
  expect(init).toMatchObject({ method: 'POST', redirect: 'error', body });
  expect(Object.fromEntries(new Headers(init.headers))).toEqual({
    'bcov-auth': 'pass',
    'x-app': '1',
  });
});

test('nothing goes out before there is a pass that is of use', async () => {
  const { authorizer, sent, start } = loading([license()]);
  authorizer.free = false;
  const loaded = start();
  await settled();
  expect(sent).toEqual([]);
  authorizer.free = true;
  authorizer.generation = 4;
  authorizer.wake();
  await loaded;
  expect(sent.map(({ url }) => url)).toEqual([`${URL}?key=4`]);
});

test('what is refused is sent again, the same body with another pass; each renewal of the licence takes the pass of its moment', async () => {
  const { authorizer, gate, sent, start, body } = loading([refused(401), license(), license()]);
  authorizer.verdicts = [{ action: 'replay', url: URL }];
  const loaded = start();
  authorizer.generation = 2;
  await loaded;
  authorizer.generation = 3;
  await start();
  expect(sent.map(({ url }) => url)).toEqual([`${URL}?key=2`, `${URL}?key=2`, `${URL}?key=3`]);
  expect(sent.every(({ init }) => init.body === body)).toBe(true);
  expect(authorizer.refusals).toMatchObject([{ status: 401 }]);
  expect(gate.state.get().phase).toBe('authorized');
});

test('words that the source explains are final at once, and their meaning is the cause; their text is nowhere', async () => {
  const { gate, authorizer, sent, start } = loading(
    [refused(403, '{"error":"Denied by device limiting"}'), license()],
    { 'Denied by device limiting': 'device_limit' },
  );
  const loaded = start();
  await settled();
  const { phase, error } = gate.state.get();
  expect(phase).toBe('denied');
  expect(error).toMatchObject({ code: 'media_forbidden', status: 403 });
  expect(error?.cause).toBeInstanceOf(LicenseError);
  expect(error?.cause).toMatchObject({ code: 'device_limit', status: 403 });
  expect(JSON.stringify([error, error?.message, error?.cause])).not.toContain('Denied by');
  expect(authorizer.refusals).toEqual([]);
  expect(sent).toHaveLength(1);
  gate.retry();
  expect(await loaded).toBeDefined();
  expect(sent).toHaveLength(2);
});

test('words that nobody explains are the pass’s affair: it is renewed, and then final', async () => {
  const { authorizer, gate, sent, start } = loading(
    [refused(403, 'No.'), refused(403), license()],
    {
      Other: 'stream_limit',
    },
  );
  const end = new ClientError('pass_refused', 'Refused.');
  authorizer.verdicts = [
    { action: 'replay', url: URL },
    { action: 'stop', error: end },
  ];
  authorizer.state.subscribe(() => undefined);
  const loaded = start();
  await settled();
  authorizer.become({ phase: 'denied', error: end });
  await settled();
  expect(sent.length).toBeLessThanOrEqual(3);
  expect(gate.state.get().error).toBe(end);
  gate.retry();
  await loaded;
});

test.each([400, 404, 422, 500])(
  'a %i that no rule speaks of is a final no of the licence server',
  async (status) => {
    const { gate, life, start } = loading([refused(status)]);
    const loaded = start();
    loaded.catch(() => undefined);
    await settled();
    expect(gate.state.get()).toMatchObject({
      phase: 'denied',
      error: { code: 'media_forbidden', status },
    });
    expect(gate.state.get().error?.cause).toMatchObject({ code: 'refused' });
    life.abort(new Error('Another source.'));
    await expect(loaded).rejects.toThrow('Another source.');
  },
);

test('a server that gives no answer, where no rule speaks of it, is named, and not called a refusal', async () => {
  const { gate, life, start } = loading([new TypeError('Failed to fetch')]);
  start().catch(() => undefined);
  await settled();
  const { error } = gate.state.get();
  expect([error?.code, error?.cause]).toEqual(['media_unreachable', undefined]);
  life.abort();
});

test('a page in place of a licence is no licence', async () => {
  const page = new Response('<!doctype html><title>Sign in</title>');
  const { authorizer, start, sent } = loading([page, license()]);
  authorizer.verdicts = [{ action: 'replay', url: URL }];
  expect(new Uint8Array((await start()) ?? new ArrayBuffer())).toEqual(Uint8Array.of(7));
  expect(sent).toHaveLength(2);
  expect(authorizer.refusals).toMatchObject([{ status: 0 }]);
});

test('when the source is opened anew instead, there is no licence and no error', async () => {
  const { authorizer, gate, start, reloads } = loading([refused(403)]);
  authorizer.verdicts = [{ action: 'reload' }];
  expect(await start()).toBeUndefined();
  expect(reloads()).toBe(1);
  expect(gate.state.get().phase).toBe('authorized');
});
