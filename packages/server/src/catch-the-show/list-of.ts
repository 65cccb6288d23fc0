import { pagesOf } from '../api/pages.ts';
import type { ApiCall } from '../api/vendor-api.ts';
import { ServerError } from '../server-error.ts';
import type { CallOptions } from '../api/call-options.ts';
import type { Reading } from '../api/read-answer.ts';
import type { Connection } from './connect.ts';
import { CURSOR_LISTS } from './list-api.ts';
import type { ListApi } from './list-api.ts';

export interface ListOptions extends CallOptions {
  /** How many are asked for at once, from 1 to 100. Default 50. */
  readonly pageSize?: number;
  /** The most pages that are read, at least 1; a longer list is an error. Default 1000. */
  readonly maxPages?: number;
}

/** Where a list lies, and what its items are read as. */
export interface ListParts<Item> extends Reading<Item>, Pick<ApiCall, 'path'> {
  readonly lists?: ListApi | undefined;
}

/** The items of a paged list. */
export function listOf<Item>(
  connection: Connection,
  { path, what, read, lists }: ListParts<Item>,
  { pageSize = 50, maxPages, ...options }: ListOptions = {},
): AsyncIterable<Item> {
  const { query = CURSOR_LISTS.query, read: readPage = CURSOR_LISTS.read } = lists ?? {};
  if (!(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 100))
    throw new ServerError('invalid_value', 'pageSize must be a whole number from 1 to 100.');
  return pagesOf<Item>(
    (cursor) =>
      connection.ask(
        { ...options, method: 'GET', path, query: query({ size: pageSize, cursor }) },
        {
          what: `a list, each item of it ${what}`,
          read(answer) {
            const page = readPage(answer);
            const items = page?.items.map(read);
            return items?.every(isThere) ? { items, next: page?.next } : undefined;
          },
        },
      ),
    { maxPages, signal: options.signal },
  );
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
