import { storeOfPage } from './mark-store.ts';
import type { MarkStore } from './mark-store.ts';

const KEY = 'playgate:signed-out';

/**
 * A mark that says when somebody signed out in any tab of this origin. Tabs hear of it by a `storage` event; one that was frozen finds
 * it when it wakes. It names nobody. Without storage, signing out stays in its tab.
 */
export class SignOutMark {
  readonly #store: MarkStore | undefined;
  #seen: string | undefined;

  /** @param store Default: the page's, if there is one. */
  constructor(store: MarkStore | undefined) {
    this.#store = store ?? storeOfPage();
    this.#seen = this.#read();
  }

  /** Leaves a mark. `value` must differ from those before. */
  leave(value: string): void {
    this.#seen = value;
    try {
      this.#store?.setItem(KEY, value);
    } catch {
      // Full or denied. Other tabs learn of it when the backend refuses them.
    }
  }

  /** Whether another tab left a mark since the last look. */
  isNew(): boolean {
    const before = this.#seen;
    this.#seen = this.#read();
    return this.#seen !== before;
  }

  #read(): string | undefined {
    try {
      return this.#store?.getItem(KEY) ?? undefined;
    } catch {
      // Denied since: what was seen last still holds.
      return this.#seen;
    }
  }
}
