import { describe, expect, it } from 'vitest';
import { SessionMark } from '../../src/session/session-mark.ts';

/** Two tabs with one storage. */
function tabs(first?: string) {
  const items = new Map<string, string>(first === undefined ? [] : [['key', first]]);
  const store = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  let n = 0;
  const mark = () => new SessionMark('key', () => `n${(n += 1)}`, store);
  return { items, store, here: mark(), there: mark() };
}

describe('a mark', () => {
  it('is news for the other tab, once', () => {
    const { here, there } = tabs();
    here.leave('in', 'tag');
    expect(here.news()).toBeUndefined();
    expect(there.news()).toEqual({ why: 'in', tag: 'tag' });
    expect(there.news()).toBeUndefined();
    there.leave('leaving');
    expect(here.news()).toEqual({ why: 'leaving', tag: '' });
  });

  it('what lay there before is none', () => {
    const { here } = tabs('out n0 ');
    expect(here.news()).toBeUndefined();
  });

  it('a sign-out is owed until the backend knows, and that it knows is no news', () => {
    const { here, there } = tabs();
    expect(here.isOwed).toBe(false);
    here.leave('leaving');
    expect([here.isOwed, there.isOwed]).toEqual([true, true]);
    there.news();
    here.settle();
    expect([here.isOwed, there.isOwed]).toEqual([false, false]);
    expect(there.news()).toBeUndefined();
  });

  it('a sign-in since then is not undone by it', () => {
    const { here, there, items } = tabs();
    here.leave('leaving');
    there.leave('in', 'tag');
    here.settle();
    expect(items.get('key')).toMatch(/^in n2 tag$/);
  });

  it('claims what stands there already by nothing', () => {
    const { here, there } = tabs();
    here.claim('tag');
    there.news();
    here.claim('tag');
    expect(there.news()).toBeUndefined();
    here.claim('other');
    expect(there.news()).toEqual({ why: 'in', tag: 'other' });
  });

  it('of nobody of ours, or removed, is a reason to ask, once', () => {
    const { here, items } = tabs('out n0 ');
    items.set('key', 'x y z');
    expect(here.news()).toEqual({ why: 'in', tag: 'z' });
    items.clear();
    expect(here.news()).toEqual({ why: 'in', tag: '' });
    expect(here.news()).toBeUndefined();
  });

  it('T24: where it cannot be left, its tab remembers for itself', () => {
    const { here, store } = tabs('in n0 tag');
    store.setItem = () => {
      throw new Error('full');
    };
    here.leave('leaving');
    expect(here.isOwed).toBe(true);
    expect(here.news()).toBeUndefined();
    here.settle();
    expect(here.isOwed).toBe(false);
  });

  it('T24: where it can no longer be read, what was seen last holds', () => {
    const { here, store } = tabs('in n0 tag');
    store.getItem = () => {
      throw new Error('denied');
    };
    expect(here.news()).toBeUndefined();
    expect(here.isOwed).toBe(false);
  });
});
