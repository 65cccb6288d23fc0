import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useStable } from '../src/use-stable.ts';

test('keeps the value while its content is the same', () => {
  const first = { asset: 'film', params: { a: [1, 2] } };
  const { result, rerender } = renderHook(useStable<object | undefined>, {
    initialProps: first,
  });
  rerender({ asset: 'film', params: { a: [1, 2] } });
  expect(result.current).toBe(first);
  const second = { asset: 'film', params: { a: [2, 1] } };
  rerender(second);
  expect(result.current).toBe(second);
  rerender(undefined);
  expect(result.current).toBeUndefined();
});

test('keeps it even if somebody writes into it', () => {
  const first: { src: string; type?: string } = { src: '/a' };
  const { result, rerender } = renderHook((value: typeof first) => useStable(value), {
    initialProps: first,
  });
  first.type = 'video/mp4';
  rerender({ src: '/a' });
  expect(result.current).toBe(first);
});
