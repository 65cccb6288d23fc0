import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory-store.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { storeContract } from '../store-contract.ts';

storeContract(async () => {
  const clock = new ManualClock();
  return { store: memoryStore({ clock }), advance: (ms) => clock.advance(ms) };
});

describe('a store in memory', () => {
  it('S11 refuses what it has no room for, and drops nothing that still counts', async () => {
    const clock = new ManualClock();
    const store = memoryStore({ clock, maxEntries: 2 });
    await store.set('revoked', 'yes', 5000);
    await store.set('b', '1', 1000);
    const full = {
      code: 'store_unavailable',
      message: expect.stringContaining('full (2 entries)'),
    };
    await expect(store.set('c', '1', 1000)).rejects.toMatchObject(full);
    await expect(store.add('c', 1, 1000)).rejects.toMatchObject(full);
    await expect(store.replace('c', undefined, '1', 1000)).rejects.toMatchObject(full);
    await store.set('b', '2', 1000);
    expect([await store.get('revoked'), await store.get('b')]).toEqual(['yes', '2']);
    await clock.advance(1000);
    await store.set('c', '1', 1000);
    expect([await store.get('revoked'), await store.get('c')]).toEqual(['yes', '1']);
    await expect(store.set('d', '1', 1000)).rejects.toMatchObject(full);
  });

  it('makes room by what is deleted', async () => {
    const store = memoryStore({ maxEntries: 1 });
    await store.set('a', '1', 1000);
    await store.delete('a');
    await store.set('b', '1', 1000);
    expect(await store.get('b')).toBe('1');
  });

  it('is one for itself', async () => {
    const one = memoryStore();
    await one.set('a', '1', 1000);
    expect(await memoryStore().get('a')).toBeUndefined();
  });

  it.each([0, 1.5, NaN])('takes no maxEntries of %s', (maxEntries) => {
    expect(() => memoryStore({ maxEntries })).toThrow(/^maxEntries /);
  });
});
