import { renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { useClient } from '../src/use-client.ts';
import { createFakeClient } from './fake-client.ts';

test('takes the given client before the nearest provider, and that before a farther one', () => {
  const [near, far, given] = [createFakeClient(), createFakeClient(), createFakeClient()];
  const { result, rerender } = renderHook((client?: typeof given) => useClient(client), {
    wrapper: ({ children }) => (
      <PlaygateProvider client={far}>
        <PlaygateProvider client={near}>{children}</PlaygateProvider>
      </PlaygateProvider>
    ),
  });
  expect(result.current).toBe(near);
  rerender(given);
  expect(result.current).toBe(given);
});

test('says what to do without one', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  // React 18 reports what it throws as uncaught as well, and jsdom prints that.
  const quiet = (event: Event): void => event.preventDefault();
  window.addEventListener('error', quiet);
  expect(() => renderHook(() => useClient())).toThrow(
    expect.objectContaining({
      code: 'config',
      message: expect.stringContaining('<PlaygateProvider>'),
    }),
  );
  window.removeEventListener('error', quiet);
});
