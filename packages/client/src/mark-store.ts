/** Where a mark is left for other tabs: a `localStorage`. */
export interface MarkStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The page's, if there is one and it may be used. */
export function storeOfPage(): MarkStore | undefined {
  try {
    // Servers may have a store too, but no page that could be told.
    const store: unknown =
      'addEventListener' in globalThis ? Reflect.get(globalThis, 'localStorage') : undefined;
    return isStore(store) ? store : undefined;
  } catch {
    // Denied by the browser's settings.
    return undefined;
  }
}

function isStore(value: unknown): value is MarkStore {
  return typeof value === 'object' && value !== null && 'getItem' in value && 'setItem' in value;
}
