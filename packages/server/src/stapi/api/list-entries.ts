import { pagesOf } from '../../api/pages.ts';
import type { Page } from '../../api/pages.ts';
import type { ApiPath } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { ServerError } from '../../server-error.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { Reading } from '../../api/read-answer.ts';
import type { Connection } from './connect.ts';
import type { StapiPermission } from './permission.ts';
import { readEntry } from './read-entry.ts';
import type { StapiEntry } from './read-entry.ts';

export interface ListOptions extends CallOptions {
  /** How many are asked for at once, from 1 to 100. Default: as many as the vendor gives. */
  readonly pageSize?: number;
  /** The most pages that are read, at least 1; a longer list is an error. Default 1000. */
  readonly maxPages?: number;
}

/** What is listed. */
export interface Listing {
  readonly permission: StapiPermission;
  readonly path: ApiPath;
  /** For errors: `videos`. */
  readonly what: string;
}

/** The entries of a list, which the vendor prints as `{ data: [{ id, title?, status? }] }`. Paging is not in its document: `limit`, `cursor` and `next_cursor`. */
export function listEntries(
  { ask }: Connection,
  { permission, path, what }: Listing,
  { pageSize, maxPages, ...options }: ListOptions = {},
): AsyncIterable<StapiEntry> {
  if (pageSize !== undefined && !(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 100))
    throw new ServerError('invalid_value', 'pageSize must be a whole number from 1 to 100.');
  const reading: Reading<Page<StapiEntry, string>> = { what: `a list of ${what}`, read: readPage };
  return pagesOf(
    (cursor) =>
      ask(
        permission,
        { ...options, method: 'GET', path, query: { limit: pageSize, cursor } },
        reading,
      ),
    { maxPages, signal: options.signal },
  );
}

function readPage(answer: unknown): Page<StapiEntry, string> | undefined {
  const data = jsonMember(answer, 'data');
  // Empty, null or absent at the end.
  const next = jsonMember(answer, 'next_cursor') || undefined;
  if (!Array.isArray(data) || (next !== undefined && typeof next !== 'string')) return undefined;
  const items = data.flatMap((one) => readEntry(one) ?? []);
  return items.length === data.length ? { items, next } : undefined;
}
