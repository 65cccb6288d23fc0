// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { guardXhr } from '../../src/adapter/guard-xhr.ts';
import { FakeAuthorizer } from '../support/fake-authorizer.ts';
import { FakeXhr } from '../support/fake-xhr.ts';

const URL_1 = 'https://media.example/1.ts';

function guarded() {
  const authorizer = new FakeAuthorizer();
  const xhr = new FakeXhr();
  const asked: string[] = [];
  guardXhr(xhr, (url) => {
    asked.push(url);
    return authorizer.apply(url);
  });
  return { authorizer, xhr, asked };
}

test('authorizes the URL that is opened, and opens it asynchronously', () => {
  const { xhr } = guarded();
  xhr.open('GET', URL_1);
  expect(xhr.opened).toEqual({ method: 'GET', url: `${URL_1}?key=1`, async: true });
});

test('makes a relative URL absolute first, as the browser would', () => {
  const { xhr, asked } = guarded();
  xhr.open('GET', '/a/../b.ts');
  expect(asked).toEqual([new URL('/b.ts', document.baseURI).href]);
});

test('sets headers when it is sent, but not one that the application set itself', () => {
  const { authorizer, xhr } = guarded();
  authorizer.headers = { Authorization: 'Bearer ours', 'X-Media-Key': 'ours' };
  xhr.open('GET', URL_1);
  xhr.setRequestHeader('authorization', 'Bearer theirs');
  xhr.send();
  expect(xhr.sentHeaders).toEqual([
    ['authorization', 'Bearer theirs'],
    ['X-Media-Key', 'ours'],
  ]);
});

test('opened again for another URL, nothing of the first is left', () => {
  const { authorizer, xhr } = guarded();
  authorizer.headers = { Authorization: 'Bearer ours' };
  xhr.open('GET', URL_1);
  xhr.open('GET', 'https://foreign.example/1.ts');
  xhr.send();
  expect(xhr.opened?.url).toBe('https://foreign.example/1.ts');
  expect(xhr.sentHeaders).toEqual([]);
});

test('sends cookies where a rule asks for it, after the library had its say', () => {
  const { authorizer, xhr } = guarded();
  authorizer.credentials = true;
  xhr.open('GET', URL_1);
  xhr.withCredentials = false;
  xhr.send();
  expect(xhr.withCredentials).toBe(true);
});

test('refuses by name what must not follow redirects: nothing is opened', () => {
  const { authorizer, xhr } = guarded();
  authorizer.transport = 'no-redirect';
  expect(() => xhr.open('GET', URL_1)).toThrow(
    expect.objectContaining({ code: 'placement_unsupported' }),
  );
  expect(xhr.opened).toBeUndefined();
});

test('leaves what does not go over the network alone', () => {
  const { xhr, asked } = guarded();
  xhr.open('GET', 'data:text/plain,1');
  expect(asked).toEqual([]);
  expect(xhr.opened?.url).toBe('data:text/plain,1');
});
