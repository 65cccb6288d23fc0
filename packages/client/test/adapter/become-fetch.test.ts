// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { becomeFetch } from '../../src/adapter/become-fetch.ts';
import { FetchRequest } from '../../src/adapter/fetch-request.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';

const URL_1 = 'https://media.example/1.ts';

function setUp(answer: () => Promise<Response>) {
  const authorizer = new FakeAuthorizer();
  authorizer.transport = 'no-redirect';
  const fetch = vi.fn<typeof globalThis.fetch>(answer);
  const xhr = new XMLHttpRequest();
  const states: number[] = [];
  // As engines do: before it is opened, and on the object that they made.
  xhr.onreadystatechange = () => states.push(xhr.readyState);
  becomeFetch(xhr, new FetchRequest((url) => authorizer.apply(url), fetch));
  const over = new Promise<void>((resolve) => (xhr.onloadend = () => resolve()));
  return { fetch, xhr, states, over };
}

test('an XMLHttpRequest that was made by somebody else travels by fetch, and its listeners do not notice', async () => {
  const headers = { 'Content-Length': '3', 'X-Edge': 'yes' };
  const { fetch, xhr, states, over } = setUp(() =>
    Promise.resolve(new Response('abc', { headers })),
  );
  const loaded: number[] = [];
  xhr.addEventListener('progress', (event) => loaded.push(event.loaded));
  xhr.responseType = 'arraybuffer';
  xhr.open('POST', URL_1);
  xhr.setRequestHeader('X-App', '1');
  xhr.withCredentials = true;
  xhr.send('challenge');
  await over;
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    method: 'POST',
    body: 'challenge',
    credentials: 'include',
    redirect: 'error',
  });
  expect(states).toEqual([1, 2, 4]);
  expect(xhr.status).toBe(200);
  expect(xhr.getResponseHeader('X-Edge')).toBe('yes');
  expect(xhr.getAllResponseHeaders()).toContain('x-edge: yes');
  expect(new TextDecoder().decode(xhr.response)).toBe('abc');
  expect(loaded).toEqual([3]);
});

test('an abort ends the fetch', async () => {
  const { fetch, xhr, over } = setUp(() => new Promise(() => {}));
  xhr.open('GET', URL_1);
  xhr.send();
  xhr.abort();
  await over;
  expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
  expect(xhr.status).toBe(0);
});

test.each([
  ['{"VERSION":1}', { VERSION: 1 }],
  ['no JSON', null],
])(
  'gives JSON to whoever asks for it, as content steering of hls.js does: %s',
  async (text, value) => {
    const { xhr, over } = setUp(() => Promise.resolve(new Response(text)));
    xhr.responseType = 'json';
    xhr.open('GET', URL_1);
    expect(xhr.response).toBeNull();
    xhr.send();
    await over;
    expect([xhr.status, xhr.response]).toEqual([200, value]);
  },
);
