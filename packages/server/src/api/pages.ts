import { callerGone } from '../call/caller-gone.ts';
import { ServerError } from '../server-error.ts';

/** One page of a list. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  /** Where the next page begins. Absent: this was the last. */
  readonly next?: Cursor | undefined;
}

/** Options of `pagesOf`. */
export interface PagesOptions {
  /** The most pages that are read, at least 1. Default 1000. */
  readonly maxPages?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The items of a paged list, page after page: the next page is asked for when the one before is used up. Can be iterated over more than once.
 *
 * @param fetchPage Gets a page; `cursor` is `undefined` for the first, then what the page before gave as `next`.
 * @throws {ServerError} `invalid_value`. While iterating: what `fetchPage` throws; `aborted`; `vendor_response` when there are more pages than `maxPages`.
 */
export function pagesOf<Item, Cursor = string>(
  fetchPage: (cursor: Cursor | undefined) => Promise<Page<Item, Cursor>>,
  { maxPages = 1000, signal }: PagesOptions = {},
): AsyncIterable<Item> {
  if (!(Number.isInteger(maxPages) && maxPages >= 1))
    throw new ServerError('invalid_value', 'maxPages must be a whole number from 1 on.');
  return {
    async *[Symbol.asyncIterator]() {
      let cursor: Cursor | undefined;
      for (let page = 1; page <= maxPages; page += 1) {
        stopIfAborted(signal);
        const { items, next } = await fetchPage(cursor);
        for (const item of items) {
          stopIfAborted(signal);
          yield item;
        }
        if (next === undefined) return;
        cursor = next;
      }
      throw new ServerError(
        'vendor_response',
        `The list has more than ${maxPages} pages. Narrow it down, or raise maxPages.`,
      );
    },
  };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw callerGone(signal.reason);
}
