import { expect, test } from 'vitest';
import { createLease } from '../../src/core/lease.ts';

function setUp() {
  const log: string[] = [];
  let made = 0;
  const lease = createLease(() => {
    const name = `thing ${(made += 1)}`;
    log.push(`make ${name}`);
    return { name, dispose: () => void log.push(`dispose ${name}`) };
  });
  const hold = () => lease.subscribe(() => undefined);
  return { lease, log, hold };
}

test('makes nothing before somebody subscribes', () => {
  const { lease, log } = setUp();
  expect(lease.get()).toBeUndefined();
  expect(log).toEqual([]);
});

test('is shared while it is held, and disposed of after the last one left', async () => {
  const { lease, log, hold } = setUp();
  const first = hold();
  const second = hold();
  first();
  first();
  await Promise.resolve();
  expect(lease.get()?.name).toBe('thing 1');
  second();
  await Promise.resolve();
  expect(log).toEqual(['make thing 1', 'dispose thing 1']);
  expect(lease.get()).toBeUndefined();
});

test('survives letting go and taking hold within one task', async () => {
  const { lease, log, hold } = setUp();
  hold()();
  hold();
  await Promise.resolve();
  expect(lease.get()?.name).toBe('thing 1');
  expect(log).toEqual(['make thing 1']);
});

test('starts again after it was let go for good', async () => {
  const { lease, log, hold } = setUp();
  hold()();
  await Promise.resolve();
  hold();
  expect(lease.get()?.name).toBe('thing 2');
  expect(log).toEqual(['make thing 1', 'dispose thing 1', 'make thing 2']);
});

test('holds nothing if it cannot be made', () => {
  let tries = 0;
  const lease = createLease<{ dispose(): void }>(() => {
    tries += 1;
    throw new Error('cannot');
  });
  expect(() => lease.subscribe(() => undefined)).toThrow('cannot');
  expect(() => lease.subscribe(() => undefined)).toThrow('cannot');
  expect(tries).toBe(2);
  expect(lease.get()).toBeUndefined();
});
