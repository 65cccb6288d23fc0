import { expect, test, vi } from 'vitest';
import { createPending } from '../../src/core/pending.ts';

test('makes its thing of what was loaded', async () => {
  const dispose = vi.fn();
  const pending = createPending(
    'a package',
    () => Promise.resolve('code'),
    (code) => ({ code, dispose }),
  );
  expect(pending.arrival.get()).toEqual({});
  await vi.waitFor(() => expect(pending.arrival.get().value?.code).toBe('code'));
  pending.dispose();
  expect(dispose).toHaveBeenCalledOnce();
});

test('check 39: makes nothing if it was disposed of during the load', async () => {
  const load = Promise.withResolvers<string>();
  const make = vi.fn(() => ({ dispose: () => undefined }));
  const pending = createPending('a package', () => load.promise, make);
  pending.dispose();
  load.resolve('code');
  await load.promise;
  await Promise.resolve();
  expect(make).not.toHaveBeenCalled();
  expect(pending.arrival.get()).toEqual({});
});

test.each(['load', 'make'])('says which package could not %s', async (step) => {
  const cause = new Error('broken');
  const fail = (): never => {
    throw cause;
  };
  const pending = createPending(
    'a package',
    () => (step === 'load' ? Promise.reject(cause) : Promise.resolve()),
    fail,
  );
  await vi.waitFor(() => expect(pending.arrival.get().error).toBeDefined());
  const { error } = pending.arrival.get();
  expect(error).toMatchObject({ code: 'config', cause });
  expect(error?.message).toContain('a package could not be loaded');
});
