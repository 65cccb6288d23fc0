import type { Context } from 'hono';
import type { Collection, PageOrder } from './collection.ts';
import { invalid } from './problem.ts';

const LARGEST = 100;
const USUAL = 20;

/** What is listed, and how one of it is described. */
export interface Listing<Item> {
  readonly of: Pick<Collection<Item>, 'page'>;
  readonly describe: (item: Item) => unknown;
  readonly isMeant?: (item: Item) => boolean;
}

/** `{ data, next_cursor }`, by the query's `limit` (1 to 100, default 20) and `cursor`. */
export function answerPage<Item>(c: Context, listing: Listing<Item>): Response {
  const order = parsePageOrder(c.req.query('limit'), c.req.query('cursor'));
  if (typeof order === 'string') return invalid(c, order);
  const { items, next } = listing.of.page(order, listing.isMeant);
  return c.json({
    data: items.map(listing.describe),
    next_cursor: next === undefined ? null : String(next),
  });
}

function parsePageOrder(limit = String(USUAL), cursor = '0'): PageOrder | string {
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > LARGEST)
    return `limit must be a whole number from 1 to ${LARGEST}.`;
  if (!/^\d{1,9}$/.test(cursor)) return 'cursor must be one that a page gave.';
  return { limit: Number(limit), after: Number(cursor) };
}
