/** A stretch of a collection. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent after the last. */
  readonly next?: number;
}

export interface PageOrder {
  readonly limit: number;
  /** Only what was added after this one. */
  readonly after: number;
}

/** Things with an id, in the order in which they were added. */
export interface Collection<Item> {
  get(id: string): Item | undefined;
  /** While it is, nothing more is to be added. */
  readonly isFull: boolean;
  add(item: Item): void;
  /** @returns whether there was such a thing. */
  remove(id: string): boolean;
  page(order: PageOrder, isMeant?: (item: Item) => boolean): Page<Item>;
}

const LIMIT = 1000;

export function createCollection<Item extends { readonly id: string }>(
  first: readonly Item[] = [],
): Collection<Item> {
  const held = new Map<string, { readonly serial: number; readonly item: Item }>();
  let serial = 0;
  function add(item: Item): void {
    held.set(item.id, { serial: ++serial, item });
  }
  first.forEach(add);
  return {
    get: (id) => held.get(id)?.item,
    get isFull() {
      return held.size >= LIMIT;
    },
    add,
    remove: (id) => held.delete(id),
    page({ limit, after }, isMeant = () => true) {
      const rest = [...held.values()].filter((one) => one.serial > after && isMeant(one.item));
      const shown = rest.slice(0, limit);
      const last = shown.at(-1);
      const items = shown.map(({ item }) => item);
      return last && rest.length > limit ? { items, next: last.serial } : { items };
    },
  };
}
