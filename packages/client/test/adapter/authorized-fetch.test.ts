// @vitest-environment jsdom
import type { Verdict } from '@playgate/client';
import { expect, test, vi } from 'vitest';
import { authorizedFetch } from '../../src/adapter/authorized-fetch.ts';
import type { AuthorizedFetchOptions } from '../../src/adapter/authorized-fetch.ts';
import { createGate } from '../../src/adapter/gate.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { settled } from '../support/settled.ts';

const TRACK = 'https://media.example/en.vtt';
const REPLAY: Verdict = { action: 'replay', url: TRACK };

function setUp(...answers: (number | Error)[]) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const reload = vi.fn<() => Promise<void> | void>();
  const abort = new AbortController();
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift() ?? 200;
    return typeof next === 'number'
      ? Promise.resolve(new Response('body', { status: next, headers: { 'Retry-After': '1' } }))
      : Promise.reject(next);
  });
  const send = (more: Partial<AuthorizedFetchOptions> = {}) =>
    authorizedFetch({
      gate,
      fetch,
      url: TRACK,
      kind: 'track',
      signal: abort.signal,
      reload,
      ...more,
    });
  return {
    authorizer,
    gate,
    reload,
    abort,
    fetch,
    send,
    ask: () => send(),
    urls: () => fetch.mock.calls.map(([url]) => url),
  };
}

test('fetches what the authorizer says', async () => {
  const { authorizer, fetch, ask } = setUp();
  authorizer.headers = { Authorization: 'Bearer secret' };
  authorizer.credentials = true;
  expect((await ask())?.status).toBe(200);
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toBe(`${TRACK}?key=1`);
  expect(init).toMatchObject({ credentials: 'include', redirect: 'follow' });
  expect([...new Headers(init?.headers)]).toEqual([['authorization', 'Bearer secret']]);
  expect(authorizer.answered).toHaveLength(1);
});

test('takes along what the caller sends, whose headers and cookies stay', async () => {
  const { authorizer, fetch, send } = setUp();
  authorizer.headers = { Authorization: 'Bearer secret', 'X-Media-Key': 'secret' };
  const headers = { Range: 'bytes=0-9', 'x-media-key': 'theirs' };
  await send({ init: { method: 'POST', body: 'challenge', headers, credentials: 'include' } });
  const [, init] = fetch.mock.calls[0] ?? [];
  expect(init).toMatchObject({ method: 'POST', body: 'challenge', credentials: 'include' });
  expect([...new Headers(init?.headers)]).toEqual([
    ['authorization', 'Bearer secret'],
    ['range', 'bytes=0-9'],
    ['x-media-key', 'theirs'],
  ]);
});

test('begins with a refusal that somebody else had', async () => {
  const { authorizer, send, urls } = setUp(200);
  const refusal = { request: authorizer.apply(TRACK, 'track'), status: 401 };
  authorizer.verdicts = [REPLAY];
  expect((await send({ refusal }))?.ok).toBe(true);
  expect(urls()).toHaveLength(1);
  expect(authorizer.refusals).toEqual([expect.objectContaining(refusal)]);
});

test('has no answer where that refusal is not about the pass', async () => {
  const { authorizer, send, urls } = setUp();
  const refusal = { request: authorizer.apply(TRACK, 'track'), status: 404 };
  expect(await send({ refusal })).toBeUndefined();
  expect(urls()).toEqual([]);
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
    [0, undefined],
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

test('has no answer before the source is opened anew', async () => {
  const { authorizer, reload, ask } = setUp(410);
  let open = (): void => {};
  reload.mockReturnValue(new Promise<void>((resolve) => (open = resolve)));
  authorizer.verdicts = [{ action: 'reload' }];
  const heard = vi.fn<() => void>();
  const asked = ask().then(heard);
  await settled();
  expect([reload.mock.calls.length, heard.mock.calls.length]).toEqual([1, 0]);
  open();
  await asked;
  expect(heard).toHaveBeenCalledWith(undefined);
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

test('M12: what may go again waits no more: it may be what all others wait for', async () => {
  const { authorizer, fetch, ask } = setUp(200);
  authorizer.verdicts = [REPLAY];
  fetch.mockImplementationOnce(() => {
    authorizer.free = false;
    return Promise.resolve(new Response('', { status: 429 }));
  });
  expect((await ask())?.status).toBe(200);
});
