import { describe, expect, it } from 'vitest';
import type { Store } from '../src/store/store.ts';

/** A new and empty store, and a way to let its time pass. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly advance: (ms: number) => Promise<void>;
}

/** What every store must do. A store's own test calls this. */
export function storeContract(make: () => Promise<StoreUnderTest>): void {
  describe('a value', () => {
    it('is there until it is deleted', async () => {
      const { store } = await make();
      expect(await store.get('a')).toBeUndefined();
      await store.set('a', 'one', 1000);
      await store.set('b', '', 1000);
      expect([await store.get('a'), await store.get('b')]).toEqual(['one', '']);
      await store.set('a', 'two', 1000);
      expect(await store.get('a')).toBe('two');
      await store.delete('a');
      await store.delete('never');
      expect([await store.get('a'), await store.get('b')]).toEqual([undefined, '']);
    });

    it('is there until its time is over', async () => {
      const { store, advance } = await make();
      await store.set('a', 'one', 1000);
      await advance(999);
      expect(await store.get('a')).toBe('one');
      await advance(1);
      expect(await store.get('a')).toBeUndefined();
    });

    it('may last 1 ms', async () => {
      const { store, advance } = await make();
      await store.set('a', 'one', 1);
      await advance(1);
      expect(await store.get('a')).toBeUndefined();
    });

    it('that is written again lasts anew', async () => {
      const { store, advance } = await make();
      await store.set('a', 'one', 1000);
      await advance(999);
      await store.set('a', 'two', 1000);
      await advance(999);
      expect(await store.get('a')).toBe('two');
    });

    it.each(['', '__proto__', 'constructor', 'a:b', 'é \n😀', 'k'.repeat(1000)])(
      'may have the key %j',
      async (key) => {
        const { store } = await make();
        expect(await store.get(key)).toBeUndefined();
        await store.set(key, 'é \0😀', 1000);
        expect(await store.get(key)).toBe('é \0😀');
      },
    );

    it.each([0, -1, NaN, Infinity])('cannot last %s ms', async (ttlMs) => {
      const { store } = await make();
      await expect(store.set('a', 'one', ttlMs)).rejects.toMatchObject({ code: 'config' });
      await expect(store.replace('a', undefined, 'one', ttlMs)).rejects.toMatchObject({
        code: 'config',
      });
      await expect(store.add('a', 1, ttlMs)).rejects.toMatchObject({ code: 'config' });
      expect(await store.get('a')).toBeUndefined();
    });
  });

  describe('replace', () => {
    it('writes only over what was read', async () => {
      const { store } = await make();
      expect(await store.replace('a', 'one', 'two', 1000)).toBe(false);
      expect(await store.replace('a', undefined, 'one', 1000)).toBe(true);
      expect(await store.replace('a', undefined, 'two', 1000)).toBe(false);
      expect(await store.get('a')).toBe('one');
      expect(await store.replace('a', 'one', 'two', 1000)).toBe(true);
      expect(await store.get('a')).toBe('two');
    });

    it('takes what has ended for nothing', async () => {
      const { store, advance } = await make();
      await store.set('a', 'one', 1000);
      await advance(1000);
      expect(await store.replace('a', 'one', 'two', 1000)).toBe(false);
      expect(await store.replace('a', undefined, 'two', 1000)).toBe(true);
    });

    it('gives a new end, and leaves the old one when it does not write', async () => {
      const { store, advance } = await make();
      await store.set('a', 'one', 1000);
      await advance(900);
      await store.replace('a', 'other', 'two', 1000);
      await advance(100);
      expect(await store.get('a')).toBeUndefined();
      await store.set('a', 'one', 1000);
      await store.replace('a', 'one', 'two', 5000);
      await advance(4999);
      expect(await store.get('a')).toBe('two');
    });

    it('lets one of many win', async () => {
      const { store } = await make();
      await store.set('a', '0', 1000);
      const won = await Promise.all(
        Array.from({ length: 50 }, (_none, i) => store.replace('a', '0', `w${i}`, 1000)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await store.get('a')).toBe(`w${won.indexOf(true)}`);
    });
  });

  describe('add', () => {
    it('counts from 0, and loses nothing that is added at once', async () => {
      const { store } = await make();
      const sums = await Promise.all(Array.from({ length: 50 }, () => store.add('n', 1, 1000)));
      expect(new Set(sums).size).toBe(50);
      expect(await store.add('n', -20, 1000)).toBe(30);
      expect(await store.get('n')).toBe('30');
    });

    it('ends a while after its first addition, however often it is added to', async () => {
      const { store, advance } = await make();
      await store.add('n', 1, 1000);
      await advance(999);
      expect(await store.add('n', 1, 1000)).toBe(2);
      await advance(1);
      expect(await store.add('n', 1, 1000)).toBe(1);
    });

    it.each([0.5, NaN, Infinity, Number.MAX_SAFE_INTEGER])(
      'takes no %s that it cannot count',
      async (amount) => {
        const { store } = await make();
        await store.add('n', 1, 1000);
        await expect(store.add('n', amount, 1000)).rejects.toMatchObject({ code: 'config' });
        expect(await store.get('n')).toBe('1');
      },
    );

    it('adds to no text', async () => {
      const { store } = await make();
      for (const text of ['text', '', '1.5', '0x10', ' 1']) {
        await store.set('a', text, 1000);
        await expect(store.add('a', 1, 1000)).rejects.toMatchObject({ code: 'config' });
        expect(await store.get('a')).toBe(text);
      }
    });
  });
}
