import { describe, expect, it, vi } from 'vitest';
import { pagesOf } from '../../src/api/pages.ts';
import type { Page } from '../../src/api/pages.ts';
import { codeThrown } from './api-support.ts';

/** Pages of two items each. */
const paged = (pages: number): ((cursor: number | undefined) => Promise<Page<number, number>>) =>
  vi.fn(async (cursor = 0) => ({
    items: [2 * cursor, 2 * cursor + 1],
    ...(cursor + 1 < pages && { next: cursor + 1 }),
  }));

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a paged list', () => {
  it('gives its items in order, and again when asked again', async () => {
    const list = pagesOf(paged(3));
    expect(await all(list)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await all(list)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('asks for no page before the one before is used up', async () => {
    const fetchPage = paged(3);
    const items = pagesOf(fetchPage)[Symbol.asyncIterator]();
    expect(fetchPage).not.toHaveBeenCalled();
    await items.next();
    await items.next();
    expect(fetchPage).toHaveBeenCalledTimes(1);
    await items.next();
    expect(fetchPage).toHaveBeenCalledTimes(2);
    await items.return?.();
    expect(fetchPage).toHaveBeenCalledTimes(2);
  });

  it('may have empty pages in between', async () => {
    const pages: readonly Page<string, number>[] = [
      { items: [], next: 1 },
      { items: ['a'], next: 2 },
      { items: [], next: undefined },
    ];
    expect(
      await all(pagesOf<string, number>(async (cursor = 0) => pages[cursor] ?? { items: [] })),
    ).toEqual(['a']);
  });

  it('that has no end is an error, not a loop', async () => {
    const fetchPage = vi.fn(async () => ({ items: [1], next: 'same' }));
    await expect(all(pagesOf(fetchPage, { maxPages: 5 }))).rejects.toMatchObject({
      code: 'vendor_response',
      message: expect.stringContaining('more than 5 pages'),
    });
    expect(fetchPage).toHaveBeenCalledTimes(5);
  });

  it.each([0, 1.5, NaN])('cannot have %d pages at most', (maxPages) => {
    expect(codeThrown(() => pagesOf(paged(1), { maxPages }))).toBe('invalid_value');
  });

  it('S9 ends when the caller goes away, within a page too', async () => {
    const gone = new AbortController();
    const fetchPage = paged(3);
    const items = pagesOf(fetchPage, { signal: gone.signal })[Symbol.asyncIterator]();
    await items.next();
    gone.abort('bye');
    await expect(items.next()).rejects.toMatchObject({ code: 'aborted', cause: 'bye' });
    expect(fetchPage).toHaveBeenCalledTimes(1);
    await expect(all(pagesOf(fetchPage, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(fetchPage).toHaveBeenCalledTimes(1);
  });

  it('tells what a page fails of', async () => {
    const error = new Error('down');
    await expect(all(pagesOf(() => Promise.reject(error)))).rejects.toBe(error);
  });
});
