import type { Verdict } from '@playgate/client';
import { createGate, fetchWhole } from '@playgate/client/adapter';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { settled } from '../support/settled.ts';

const SEGMENT = 'https://media.example/1.ts';
const REPLAY: Verdict = { action: 'replay', url: SEGMENT };

function setUp(...answers: (Response | Error)[]) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift() ?? new Response('media', { headers: { 'X-Edge': '1' } });
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next);
  });
  const abort = new AbortController();
  const { signal } = abort;
  const load = () =>
    fetchWhole({
      ...{ gate, fetch, signal, url: SEGMENT, kind: 'segment', timeoutMs: 0 },
      reload: () => {},
    });
  return { authorizer, gate, fetch, abort, load };
}

test('gives all of an answer, without the credential', async () => {
  const { fetch, load } = setUp();
  const whole = await load();
  expect(fetch.mock.calls[0]?.[0]).toBe(`${SEGMENT}?key=1`);
  expect(whole).toMatchObject({ status: 200, headers: { 'x-edge': '1' } });
  expect(new TextDecoder().decode(whole?.data)).toBe('media');
});

test.each([
  ['M11: a page of HTML', () => new Response('<html>')],
  [
    'N2: what breaks off',
    () => new Response(new ReadableStream({ pull: (body) => body.error(new Error('Reset.')) })),
  ],
  ['N1: nothing', () => new TypeError('Failed to fetch')],
])('%s is no answer', async (_what, answer) => {
  const { authorizer, load } = setUp(answer());
  authorizer.verdicts = [REPLAY];
  expect(await load()).toBeDefined();
  expect(authorizer.refusals.map(({ status }) => status)).toEqual([0]);
});

test('what takes longer than it may is no answer', async () => {
  const { authorizer, gate, fetch, abort } = setUp();
  fetch.mockImplementationOnce(
    (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('Aborted.')));
      }),
  );
  authorizer.verdicts = [REPLAY];
  const whole = await fetchWhole({
    ...{ gate, fetch, signal: abort.signal, url: SEGMENT, kind: 'segment', timeoutMs: 1 },
    reload: () => {},
  });
  expect(whole).toBeDefined();
  expect(authorizer.refusals[0]?.status).toBe(0);
});

test('N1: it waits for the end of an outage', async () => {
  const { authorizer, fetch, load } = setUp();
  fetch.mockImplementation(() => {
    authorizer.free = fetch.mock.calls.length === 3;
    return Promise.resolve(new Response('', { status: authorizer.free ? 200 : 503 }));
  });
  const loading = load();
  for (const times of [1, 2, 3]) {
    await settled();
    expect(fetch).toHaveBeenCalledTimes(times);
    authorizer.free = true;
    authorizer.wake();
  }
  expect(await loading).toMatchObject({ status: 200 });
});

test('gives nothing where neither pass nor network is to blame', async () => {
  const { load } = setUp(new Response('', { status: 404 }));
  expect(await load()).toBeUndefined();
});

test('throws the end where it is not waited for, and what calls it off', async () => {
  const { authorizer, gate, abort, fetch } = setUp();
  const error = authorizer.end('denied', 'forbidden');
  const load = (pass: typeof gate.pass) =>
    fetchWhole({
      ...{ gate: { ...gate, pass }, fetch, signal: abort.signal, reload: () => {} },
      ...{ url: SEGMENT, kind: 'segment', timeoutMs: 0 },
    });
  await expect(load(gate.enter)).rejects.toBe(error);
  const waiting = load(gate.pass);
  abort.abort();
  await expect(waiting).rejects.toThrow('Aborted');
});
