// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { FetchRequest } from '../../src/adapter/fetch-request.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';

const URL_1 = 'https://media.example/1.ts';

function setUp(answer: () => Promise<Response>) {
  const authorizer = new FakeAuthorizer();
  authorizer.transport = 'no-redirect';
  authorizer.headers = { 'X-Media-Key': 'secret' };
  const fetch = vi.fn<typeof globalThis.fetch>(answer);
  const request = new FetchRequest((url) => authorizer.apply(url), fetch);
  const events: string[] = [];
  for (const type of ['progress', 'load', 'error', 'abort', 'loadend'])
    request.addEventListener(type, () => events.push(`${type} ${request.status}`));
  const over = new Promise<void>((resolve) => request.addEventListener('loadend', () => resolve()));
  return { authorizer, fetch, request, events, over };
}

const bytes = (...chunks: string[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(Uint8Array.from(chunk, (c) => c.charCodeAt(0)));
      controller.close();
    },
  });

test('refuses redirects, and takes along what the rule and the application set', async () => {
  const { fetch, request, over } = setUp(() => Promise.resolve(new Response('ok')));
  request.open('GET', URL_1);
  request.setRequestHeader('Range', 'bytes=0-9');
  request.send();
  await over;
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toBe(`${URL_1}?key=1`);
  expect(init).toMatchObject({ method: 'GET', redirect: 'error', credentials: 'same-origin' });
  expect([...new Headers(init?.headers)]).toEqual([
    ['range', 'bytes=0-9'],
    ['x-media-key', 'secret'],
  ]);
});

test('a header of the application wins', async () => {
  const { fetch, request, over } = setUp(() => Promise.resolve(new Response('ok')));
  request.open('GET', URL_1);
  request.setRequestHeader('x-media-key', 'theirs');
  request.send();
  await over;
  expect(new Headers(fetch.mock.calls[0]?.[1]?.headers).get('X-Media-Key')).toBe('theirs');
});

test('follows redirects where nothing is at stake, with cookies if asked', async () => {
  const { fetch, request, over } = setUp(() => Promise.resolve(new Response('ok')));
  request.open('GET', 'https://elsewhere.example/1.ts');
  request.withCredentials = true;
  request.send();
  await over;
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ redirect: 'follow', credentials: 'include' });
});

test('hands over bytes, with progress', async () => {
  const { request, events, over } = setUp(() =>
    Promise.resolve(new Response(bytes('ab', 'c'), { headers: { 'Content-Length': '3' } })),
  );
  const progress: [boolean, number, number][] = [];
  request.addEventListener('progress', (event) => {
    if (event instanceof ProgressEvent)
      progress.push([event.lengthComputable, event.loaded, event.total]);
  });
  request.responseType = 'arraybuffer';
  request.open('GET', URL_1);
  request.send();
  await over;
  expect(events).toEqual(['progress 200', 'progress 200', 'load 200', 'loadend 200']);
  expect(progress).toEqual([
    [true, 2, 3],
    [true, 3, 3],
  ]);
  expect(request.response).toMatchObject({ byteLength: 3 });
  expect(request.getAllResponseHeaders()).toContain('content-length: 3\r\n');
});

test('hands over text as it comes, in the charset that was asked for', async () => {
  const { request, over } = setUp(() => Promise.resolve(new Response(bytes('\xff', 'b'))));
  const seen: string[] = [];
  request.onprogress = () => seen.push(request.responseText);
  request.open('GET', URL_1);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  await over;
  expect(seen).toEqual(['\uf7ff', '\uf7ffb']);
  expect(request.response).toBe('\uf7ffb');
});

test('a status is a status', async () => {
  const { request, events, over } = setUp(() =>
    Promise.resolve(new Response('no', { status: 403, headers: { 'Retry-After': '9' } })),
  );
  request.open('GET', URL_1);
  request.send();
  await over;
  expect(events).toEqual(['progress 403', 'load 403', 'loadend 403']);
  expect(request.getResponseHeader('retry-after')).toBe('9');
});

test('a refused redirect, like any failure, is an error without a status', async () => {
  const { request, events, over } = setUp(() => Promise.reject(new TypeError('redirect')));
  const onload = vi.fn<() => void>();
  request.onload = onload;
  request.open('GET', URL_1);
  request.send();
  await over;
  expect(events).toEqual(['error 0', 'loadend 0']);
  expect(onload).not.toHaveBeenCalled();
});

test('abort ends it at once, and for good', async () => {
  let answer: (response: Response) => void = () => undefined;
  const { fetch, request, events } = setUp(() => new Promise((resolve) => (answer = resolve)));
  request.open('GET', URL_1);
  request.send();
  request.abort();
  request.abort();
  expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
  answer(new Response('late'));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(events).toEqual(['abort 0', 'loadend 0']);
});
