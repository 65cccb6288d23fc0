// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { guardRequest } from '../../src/adapter/guard-request.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { FakeXhr } from '../support/fake-xhr.ts';
import { settled } from '../support/settled.ts';

const URL_1 = 'https://media.example/1.ts';

function setUp() {
  const authorizer = new FakeAuthorizer();
  authorizer.headers = { Authorization: 'Bearer ours' };
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(new Response('ok')));
  const guard = guardRequest((url) => authorizer.apply(url), fetch);
  return { authorizer, fetch, guard };
}

test('an XMLHttpRequest opens what the authorizer says, and says what that was', () => {
  const { guard } = setUp();
  const xhr = new FakeXhr();
  guard.xhr(xhr, URL_1);
  expect(guard.opened).toBeUndefined();
  xhr.open('GET', `${URL_1}?hooked`);
  expect(xhr.opened?.url).toBe(`${URL_1}?hooked&key=1`);
  expect(guard.opened?.original).toBe(`${URL_1}?hooked`);
});

test('guards each once, however often hooks are run again', () => {
  const { guard } = setUp();
  const xhr = new FakeXhr();
  guard.xhr(xhr, URL_1);
  guard.xhr(xhr, URL_1);
  xhr.open('GET', URL_1);
  xhr.send();
  expect(xhr.sentHeaders).toEqual([['Authorization', 'Bearer ours']]);
});

test('a header that browsers would carry along travels by fetch', async () => {
  const { authorizer, fetch, guard } = setUp();
  authorizer.transport = 'no-redirect';
  const xhr = new XMLHttpRequest();
  guard.xhr(xhr, URL_1);
  xhr.open('GET', URL_1);
  xhr.send();
  await settled();
  expect(fetch.mock.calls[0]?.[1]?.redirect).toBe('error');
});

test('remembers why nothing may be opened', () => {
  const { authorizer, guard } = setUp();
  const xhr = new FakeXhr();
  guard.xhr(xhr, URL_1);
  authorizer.transport = 'no-redirect';
  expect(() => xhr.open('GET', 'https://media.example/moved.ts')).toThrow('redirect');
  expect(guard.error?.code).toBe('placement_unsupported');

  const odd = setUp().guard;
  expect(() => odd.request(new Request('https://media.example/%2e%2e/../1.ts'))).not.toThrow();
  expect(() => odd.xhr(new FakeXhr(), 'https://media.example/../1.ts')).toThrow('canonical');
  expect(odd.error?.code).toBe('url_not_canonical');
});

test('a Request is given what the authorizer says, and keeps all else', () => {
  const { authorizer, guard } = setUp();
  authorizer.headers = { 'X-Media-Key': 'ours', Authorization: 'Bearer ours' };
  authorizer.transport = 'no-redirect';
  authorizer.credentials = true;
  const headers = { Range: 'bytes=0-9', authorization: 'Bearer theirs' };
  const { signal } = new AbortController();
  const request = guard.request(new Request(URL_1, { headers, signal }));
  expect(request.url).toBe(`${URL_1}?key=1`);
  expect(request.redirect).toBe('error');
  expect(request.credentials).toBe('include');
  expect([...request.headers]).toEqual([
    ['authorization', 'Bearer theirs'],
    ['range', 'bytes=0-9'],
    ['x-media-key', 'ours'],
  ]);
});
