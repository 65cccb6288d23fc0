import { jsonMember } from '../json-member.ts';

/** One page of a list, as the vendor answered it. */
export interface ListPage {
  readonly items: readonly unknown[];
  /** What asks for the next page. Absent: this was the last. */
  readonly next?: string | undefined;
}

/** How lists are paged. The vendor's document does not say. */
export interface ListApi {
  /** Makes the query of one page. Default `limit` and `cursor`. */
  readonly query?: (page: {
    readonly size: number;
    readonly cursor: string | undefined;
  }) => Readonly<Record<string, string | number | undefined>>;
  /** Reads one page; `undefined` if it cannot. Default: `{ data: […], next_cursor }`, the latter empty, null or absent at the end. */
  readonly read?: (answer: unknown) => ListPage | undefined;
}

/** How lists are paged unless the application says otherwise. */
export const CURSOR_LISTS: Required<ListApi> = {
  query: ({ size, cursor }) => ({ limit: size, cursor }),
  read(answer) {
    const items: unknown = jsonMember(answer, 'data');
    const next = jsonMember(answer, 'next_cursor') || undefined;
    // A cursor of another kind is not the end: half a list would pass for all of it.
    if (!Array.isArray(items) || (next !== undefined && typeof next !== 'string')) return undefined;
    return { items, next };
  },
};
