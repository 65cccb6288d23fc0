import type { Verdict } from '@playgate/client';
import { createGate } from '@playgate/client/adapter';
import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { AuthorizedRequests } from '../../src/shaka/authorized-requests.ts';
import type { ShakaRequest } from '../../src/shaka/shaka.ts';

const SEGMENT = 'https://media.example/1.m4s';
const SEGMENT_TYPE = 1;
const REPLAY: Verdict = { action: 'replay', url: SEGMENT };

function setUp(...answers: (number | Error)[]) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift() ?? 200;
    if (typeof next !== 'number') return Promise.reject(next);
    return Promise.resolve(new Response('media', { status: next, headers: { 'X-Edge': '1' } }));
  });
  const reload = vi.fn<() => Promise<void> | void>();
  const pass = vi.fn<typeof gate.pass>((passage) => gate.pass(passage));
  const requests = new AuthorizedRequests({ gate: { ...gate, pass }, fetch, reload });
  const request: ShakaRequest = {
    ...{ uris: [SEGMENT], headers: { Range: 'bytes=0-9' }, method: 'GET', body: null },
    ...{ allowCrossSiteCredentials: false, attempt: 0, retryParameters: { timeout: 0 } },
  };
  const filter = () => requests.onRequest(SEGMENT_TYPE, request);
  /** An attempt failed; Shaka makes the headers what they were and goes on to the next. */
  const fail = (status: number, more: { aborted?: boolean; code?: number } = {}) => {
    const { aborted = false, code = status === 0 ? 1002 : 1001 } = more;
    const data: unknown[] = [
      request.uris[0],
      status,
      '',
      { 'retry-after': '7' },
      1,
      request.uris[0],
    ];
    const error = { code, data };
    requests.onFailed({ request, error, httpResponseCode: status, aborted });
    request.headers = { Range: 'bytes=0-9' };
    request.attempt += 1;
    return error;
  };
  const answer = (uri = String(request.uris[0]), text = 'media') => ({
    ...{ uri, originalUri: uri, status: 200, headers: {}, originalRequest: request },
    data: Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer,
  });
  return { authorizer, gate, fetch, reload, pass, requests, request, filter, fail, answer };
}

test('sets the credential on each attempt, and never twice', async () => {
  const { authorizer, request, filter, fail } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  authorizer.credentials = true;
  await filter();
  expect(request).toMatchObject({
    uris: [`${SEGMENT}?key=1`],
    headers: { Range: 'bytes=0-9', Authorization: 'Bearer ours' },
    allowCrossSiteCredentials: true,
  });
  fail(500, { code: 1003 });
  expect(request.uris).toEqual([SEGMENT]);
  expect(request.allowCrossSiteCredentials).toBe(false);
  authorizer.generation = 2;
  await filter();
  expect(request.uris).toEqual([`${SEGMENT}?key=2`]);
});

test('a header of the application keeps its value', async () => {
  const { authorizer, request, filter } = setUp();
  authorizer.headers = { Authorization: 'Bearer ours' };
  request.headers['authorization'] = 'Bearer theirs';
  await filter();
  expect(request.headers).toEqual({ Range: 'bytes=0-9', authorization: 'Bearer theirs' });
});

test('M1: what was refused is fetched here, and Shaka finds it in the page', async () => {
  const { authorizer, fetch, requests, request, filter, fail, answer } = setUp(200);
  await filter();
  fail(401);
  authorizer.verdicts = [REPLAY];
  authorizer.generation = 2;
  await filter();
  expect(fetch.mock.calls[0]?.[0]).toBe(`${SEGMENT}?key=2`);
  expect(new Headers(fetch.mock.calls[0]?.[1]?.headers).get('Range')).toBe('bytes=0-9');
  expect(request.uris[0]).toMatch(/^blob:/);
  expect(request.headers).toEqual({});
  expect(authorizer.refusals[0]).toMatchObject({ status: 401, retryAfter: '7' });
  const response = answer();
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  expect(requests.onResponse(SEGMENT_TYPE, response)).toBeUndefined();
  expect(response).toMatchObject({ originalUri: SEGMENT, headers: { 'x-edge': '1' } });
  expect(request.uris).toEqual([SEGMENT]);
  expect(revoked).toHaveBeenCalledTimes(1);
});

test('is refused as often as it takes, in one attempt of Shaka’s', async () => {
  const { authorizer, fetch, request, filter, fail } = setUp(401, 401, 200);
  await filter();
  fail(403);
  authorizer.verdicts = [REPLAY, REPLAY, REPLAY];
  await filter();
  expect(fetch).toHaveBeenCalledTimes(3);
  expect(request.uris[0]).toMatch(/^blob:/);
});

test('what is not about the pass is Shaka’s to repeat', async () => {
  const { fetch, request, filter, fail } = setUp();
  await filter();
  fail(404);
  await filter();
  expect(fetch).not.toHaveBeenCalled();
  expect(request.uris).toEqual([`${SEGMENT}?key=1`]);
});

test.each([
  ['takes too long', { aborted: true, code: 7001 }],
  ['times out', { code: 1003 }],
  ['gets no answer', {}],
])('an attempt that %s may be a refusal', async (_what, more) => {
  const { authorizer, filter, fail } = setUp();
  await filter();
  fail(0, more);
  await filter();
  expect(authorizer.refusals[0]?.status).toBe(0);
});

test('an attempt that Shaka calls off is no refusal, and makes way at once for those that wait for its answer', async () => {
  const { authorizer, pass, filter, fail } = setUp();
  await filter();
  expect(pass.mock.calls[0]?.[0].signal.aborted).toBe(false);
  fail(0, { code: 7001 });
  expect(pass.mock.calls[0]?.[0].signal.aborted).toBe(true);
  await filter();
  expect(authorizer.refusals).toEqual([]);
});

test('A: errors, which the application gets to see, show no credential', async () => {
  const { filter, fail } = setUp();
  await filter();
  expect(fail(404).data).toEqual([SEGMENT, 404, '', { 'retry-after': '7' }, 1, SEGMENT]);
});

test('A: a header that browsers would carry along goes without redirects, by a Request that no text stands for', async () => {
  const { authorizer, request, filter, fail } = setUp();
  authorizer.transport = 'no-redirect';
  await filter();
  const [uri] = request.uris;
  expect(uri).toBeInstanceOf(Request);
  expect(Reflect.get(Object(uri), 'redirect')).toBe('error');
  expect(Reflect.get(Object(uri), 'url')).toBe(`${SEGMENT}?key=1`);
  expect(String(uri)).toBe('about:blank');
  expect(fail(404).data[0]).toBe(SEGMENT);
  expect(request.uris).toEqual([SEGMENT]);
});

test('M7: an answer from where the pass may not go stays away until a retry, and then another comes in its place', async () => {
  const { authorizer, gate, requests, filter, answer } = setUp(200);
  await filter();
  authorizer.accepts = false;
  const response = answer('https://evil.example/1.m4s', 'stolen');
  const held = requests.onResponse(SEGMENT_TYPE, response);
  await settled();
  expect(new TextDecoder().decode(response.data)).toBe('stolen');
  authorizer.accepts = true;
  gate.retry();
  await held;
  expect(new TextDecoder().decode(response.data)).toBe('media');
  expect(response).toMatchObject({ originalUri: SEGMENT, headers: { 'x-edge': '1' } });
});

test('M7: it stays away for ever where nothing else comes of it', async () => {
  const { authorizer, gate, requests, filter, answer } = setUp(404);
  await filter();
  authorizer.accepts = false;
  const held = requests.onResponse(SEGMENT_TYPE, answer('https://evil.example/1.m4s'));
  await settled();
  gate.retry();
  await expect(held).rejects.toMatchObject({ code: 'media_unreachable' });
});

test('cookies that the application sends go along when it is fetched here', async () => {
  const { authorizer, fetch, request, filter, fail } = setUp(200);
  request.allowCrossSiteCredentials = true;
  await filter();
  fail(401);
  authorizer.verdicts = [REPLAY];
  await filter();
  expect(fetch.mock.calls[0]?.[1]?.credentials).toBe('include');
});

test('what is opened anew instead is not asked for again before that is done: Shaka would take the refusal for the end', async () => {
  const { authorizer, reload, request, filter, fail } = setUp();
  let open = (): void => {};
  reload.mockReturnValue(new Promise<void>((resolve) => (open = resolve)));
  await filter();
  fail(410);
  authorizer.verdicts = [{ action: 'reload' }];
  const run = filter();
  await settled();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(request.uris).toEqual([SEGMENT]);
  open();
  await run;
  expect(request.uris).toEqual([`${SEGMENT}?key=1`]);
});

test('Shaka can abort what is held', async () => {
  const { authorizer, requests, filter, answer } = setUp();
  await filter();
  authorizer.accepts = false;
  const held = requests.onResponse(SEGMENT_TYPE, answer('https://evil.example/1.m4s'));
  await held?.abort();
  await expect(held).resolves.toBeUndefined();
});

test('M11: a page of HTML is no answer, and is fetched again', async () => {
  const { authorizer, fetch, requests, filter, answer } = setUp();
  fetch.mockResolvedValueOnce(new Response('<html>Sign in</html>'));
  await filter();
  authorizer.verdicts = [REPLAY, REPLAY];
  const response = answer(undefined, ' <!doctype html>Sign in');
  await requests.onResponse(SEGMENT_TYPE, response);
  expect(authorizer.refusals.map(({ status }) => status)).toEqual([0, 0]);
  expect(new TextDecoder().decode(response.data)).toBe('media');
});

test('N2: what breaks off here is no answer either', async () => {
  const { authorizer, fetch, request, filter, fail } = setUp();
  const broken = new Response(
    new ReadableStream({ pull: (body) => body.error(new Error('Reset.')) }),
  );
  fetch.mockResolvedValueOnce(broken);
  await filter();
  fail(401);
  authorizer.verdicts = [REPLAY, REPLAY];
  await filter();
  expect(authorizer.refusals.map(({ status }) => status)).toEqual([401, 0]);
  expect(request.uris[0]).toMatch(/^blob:/);
});

test('N1: in an outage it waits here, and Shaka is left no attempt to lose', async () => {
  const { authorizer, fetch, request, filter, fail } = setUp();
  fetch.mockImplementation(() => {
    authorizer.free = fetch.mock.calls.length === 3;
    return Promise.resolve(new Response('media', { status: authorizer.free ? 200 : 503 }));
  });
  await filter();
  fail(503);
  authorizer.free = false;
  const waits = filter();
  await settled();
  for (const times of [1, 2, 3]) {
    authorizer.free = true;
    authorizer.wake();
    await settled();
    expect(fetch).toHaveBeenCalledTimes(times);
  }
  await waits;
  expect(request.uris[0]).toMatch(/^blob:/);
});

test('a good answer shows its URL without a credential', async () => {
  const { authorizer, requests, filter, answer } = setUp();
  await filter();
  const response = answer();
  expect(requests.onResponse(SEGMENT_TYPE, response)).toBeUndefined();
  expect(response).toMatchObject({ uri: SEGMENT, originalUri: SEGMENT });
  expect(authorizer.answered).toEqual([{ url: `${SEGMENT}?key=1`, from: `${SEGMENT}?key=1` }]);
});

test('Shaka can abort what waits: nothing is sent, and that is no error', async () => {
  const { authorizer, request, filter } = setUp();
  authorizer.free = false;
  const run = filter();
  await run?.abort();
  await run?.promise;
  expect(request.uris).toEqual([SEGMENT]);
});

test('the end fails a filter where somebody waits for it, and a disposed protection lets it go', async () => {
  const { authorizer, gate, pass, request, filter } = setUp();
  pass.mockImplementation((passage) => gate.enter(passage));
  const error = authorizer.end('denied', 'forbidden');
  await expect(filter()?.promise).rejects.toBe(error);
  const other = setUp();
  other.gate.dispose();
  await other.filter();
  expect([request.uris, other.request.uris]).toEqual([[SEGMENT], [SEGMENT]]);
});

test('a URL that hides where it leads ends playback', async () => {
  const { gate, request, filter } = setUp();
  request.uris = ['https://media.example/../1.m4s'];
  void filter();
  await settled();
  expect(gate.state.get().error?.code).toBe('url_not_canonical');
});

test('what is no request is left alone', () => {
  const { requests, request } = setUp();
  request.uris = ['data:application/dash+xml,'];
  expect(requests.onRequest(0, request)).toBeUndefined();
  expect(
    requests.onResponse(0, {
      ...{ uri: '', originalUri: '', headers: {}, data: new ArrayBuffer(0) },
      originalRequest: request,
    }),
  ).toBeUndefined();
});
