import type { Verdict } from '@playgate/client';
import { expect, test, vi } from 'vitest';
import { authorizedFetch } from '../src/authorized-fetch.ts';
import { createGate } from '../src/gate.ts';
import { FakeAuthorizer } from './fake-authorizer.ts';
import { settled } from './settled.ts';

const TRACK = 'https://media.example/en.vtt';
const REPLAY: Verdict = { action: 'replay', url: TRACK };

function setUp(...answers: (number | Error)[]) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const reload = vi.fn<() => void>();
  const abort = new AbortController();
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift() ?? 200;
    return typeof next === 'number'
      ? Promise.resolve(new Response('body', { status: next, headers: { 'Retry-After': '1' } }))
      : Promise.reject(next);
  });
  const ask = (url = TRACK) =>
    authorizedFetch({
      gate,
      fetch,
      url,
      kind: 'track',
      credentials: false,
      signal: abort.signal,
      reload,
    });
  return {
    authorizer,
    gate,
    reload,
    abort,
    fetch,
    ask,
    urls: () => fetch.mock.calls.map(([url]) => url),
  };
}

test('fetches what the authorizer says', async () => {
  const { authorizer, fetch, ask } = setUp();
  authorizer.headers = { Authorization: 'Bearer secret' };
  authorizer.credentials = true;
  expect((await ask())?.status).toBe(200);
  expect(fetch.mock.calls[0]).toEqual([
    `${TRACK}?key=1`,
    expect.objectContaining({
      headers: authorizer.headers,
      credentials: 'include',
      redirect: 'follow',
    }),
  ]);
  expect(authorizer.answered).toHaveLength(1);
});

test('a header that browsers would carry along is not redirected', async () => {
  const { authorizer, fetch, ask } = setUp();
  authorizer.transport = 'no-redirect';
  await ask();
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ redirect: 'error' });
});

test('sends again what was refused, and what got no answer', async () => {
  const { authorizer, ask, urls } = setUp(401, new TypeError('offline'), 200);
  authorizer.verdicts = [REPLAY, REPLAY];
  expect((await ask())?.ok).toBe(true);
  expect(urls()).toHaveLength(3);
  expect(authorizer.refusals.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([
    [401, '1'],
    [0, null],
  ]);
});

test('hands over what is not about the pass', async () => {
  expect((await setUp(404).ask())?.status).toBe(404);
  await expect(setUp(new TypeError('offline')).ask()).rejects.toThrow('offline');
});

test('stopped, it waits for the viewer', async () => {
  const { authorizer, gate, ask, urls } = setUp(403, 200);
  const refused = authorizer.refused.bind(authorizer);
  authorizer.refused = (refusal) => {
    authorizer.verdicts = [{ action: 'stop', error: authorizer.end('denied', 'pass_refused') }];
    return refused(refusal);
  };
  const answer = ask();
  await settled();
  expect(urls()).toHaveLength(1);
  gate.retry();
  expect((await answer)?.ok).toBe(true);
});

test('leaves a stale source to a reload', async () => {
  const { authorizer, reload, ask } = setUp(410);
  authorizer.verdicts = [{ action: 'reload' }];
  expect(await ask()).toBeUndefined();
  expect(reload).toHaveBeenCalledTimes(1);
});

test('does not use an answer from where the pass may not go', async () => {
  const { authorizer, abort, ask, urls } = setUp();
  authorizer.accepts = false;
  const answer = ask();
  await settled();
  expect(urls()).toHaveLength(1);
  abort.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
});

test('aborted, it does not ask what went wrong', async () => {
  const { authorizer, abort, fetch, ask } = setUp();
  fetch.mockImplementation(() => {
    abort.abort();
    return Promise.reject(new TypeError('aborted'));
  });
  await expect(ask()).rejects.toMatchObject({ name: 'AbortError' });
  expect(authorizer.refusals).toEqual([]);
});
