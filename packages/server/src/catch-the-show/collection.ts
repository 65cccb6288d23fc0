import { apiPath } from '../api/api-path.ts';
import type { ApiCall } from '../api/vendor-api.ts';
import type { CallOptions } from '../api/call-options.ts';
import { DONE } from '../api/read-answer.ts';
import type { Reading } from '../api/read-answer.ts';
import type { Connection } from './connect.ts';
import type { ListApi } from './list-api.ts';
import { listOf } from './list-of.ts';
import type { ListOptions } from './list-of.ts';
import { below } from './paths.ts';

/** Things of one kind at the vendor. Every call throws a `ServerError`: a code that starts with `vendor_`, `aborted` or `invalid_value`. */
export interface Collection<Item, New> {
  create(input: New, options?: CallOptions): Promise<Item>;
  read(id: string, options?: CallOptions): Promise<Item>;
  /** All of them; the next page is asked for when the one before is used up. */
  list(options?: ListOptions): AsyncIterable<Item>;
  delete(id: string, options?: CallOptions): Promise<void>;
}

/** What makes a collection. */
export interface CollectionParts<Item, New> extends Reading<Item> {
  /** Its path below the base URL. */
  readonly path: string;
  /** What one of its things is called in usage counters: `video:<id>`. */
  readonly kind: string;
  /** The body that creates one. */
  readonly body: (input: New) => unknown;
  readonly lists?: ListApi | undefined;
}

/** Makes the calls of one collection. */
export function collection<Item, New>(
  connection: Connection,
  parts: CollectionParts<Item, New>,
): Collection<Item, New> {
  const { path, kind, body } = parts;
  const one = (id: string): Pick<ApiCall, 'path' | 'resource'> => ({
    path: below(path, apiPath`/${id}`),
    resource: `${kind}:${id}`,
  });
  return {
    create: (input, options) =>
      connection.ask({ ...options, method: 'POST', path: below(path), json: body(input) }, parts),
    read: (id, options) => connection.ask({ ...options, method: 'GET', ...one(id) }, parts),
    list: (options) => listOf(connection, { ...parts, path: below(path) }, options),
    async delete(id, options) {
      await connection.ask({ ...options, method: 'DELETE', ...one(id) }, DONE);
    },
  };
}
