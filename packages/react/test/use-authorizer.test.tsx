import type { Authorizer, PassRequest } from '@playgate/client';
import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAuthorizer } from '../src/use-authorizer.ts';
import { createFakeClient } from './fake-client.ts';
import { renderHookWith } from './render-with.tsx';

const hook = (asked: string | PassRequest) => useAuthorizer(asked);

test('check 45: StrictMode makes one authorizer, which stays the same', () => {
  const client = createFakeClient();
  const { result, rerender } = renderHookWith(client, hook, { asset: 'film', params: { a: [1] } });
  const first = result.current;
  rerender({ asset: 'film', params: { a: [1] } });
  expect(first).toBeDefined();
  expect(result.current).toBe(first);
  expect(client.authorizers).toHaveLength(1);
  expect(client.asks()).toBe(0);
});

test('a text asks for that asset', () => {
  const client = createFakeClient();
  renderHookWith<Authorizer | undefined, string>(client, hook, 'film');
  expect(client.last().request).toEqual({ asset: 'film' });
});

test('makes another when something else is asked for, and disposes of the first', async () => {
  const client = createFakeClient();
  const { result, rerender } = renderHookWith<Authorizer | undefined, string>(client, hook, 'film');
  await act(async () => rerender('other'));
  expect(client.authorizers.map(({ request }) => request.asset)).toEqual(['film', 'other']);
  expect(client.authorizers.map((each) => each.isDisposed())).toEqual([true, false]);
  expect(result.current).toBe(client.last());
});

test('check 39: is disposed of when the component leaves', async () => {
  const client = createFakeClient();
  const { unmount } = renderHookWith<Authorizer | undefined, string>(client, hook, 'film');
  await act(async () => unmount());
  expect(client.last().isDisposed()).toBe(true);
});
