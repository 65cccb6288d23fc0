import { createObservable } from '@playgate/client';
import { act, render } from '@testing-library/react';
import { Profiler, useLayoutEffect } from 'react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { useObservable } from '../src/use-observable.ts';

test('renders again when the value changes, and only then', () => {
  const observable = createObservable('a');
  const rendered = vi.fn();
  const Reader = (): ReactNode => useObservable(observable);
  const { container } = render(
    <Profiler id="reader" onRender={rendered}>
      <Reader />
    </Profiler>,
  );
  act(() => observable.set('b'));
  act(() => observable.set('b'));
  expect(container.textContent).toBe('b');
  expect(rendered).toHaveBeenCalledTimes(2);
});

test('check 46: looks again after it subscribed', () => {
  const observable = createObservable('before');
  const Reader = (): ReactNode => {
    useLayoutEffect(() => observable.set('between'), []);
    return useObservable(observable);
  };
  const { container } = render(<Reader />);
  expect(container.textContent).toBe('between');
});
