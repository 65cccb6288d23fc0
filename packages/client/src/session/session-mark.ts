import { storeOfPage } from '../mark-store.ts';
import type { MarkStore } from '../mark-store.ts';

/**
 * What a tab leaves for the others.
 *
 * - `in`: somebody signed in. · `out`: somebody signed out, and the backend knows.
 * - `leaving`: somebody signed out, and the backend does not know yet. Whoever asks it next tells it first.
 */
type Why = 'in' | 'out' | 'leaving';

/** What another tab left since the last look. */
export interface SessionNews {
  readonly why: Why;
  /** Who signed in. Empty: the tab that left it did not know. */
  readonly tag: string;
}

/**
 * A mark in local storage that says what happened to the session last. Tabs hear of it by a `storage` event; one that was frozen finds
 * it when it wakes. It holds a number and a checksum, no credential and no name. Without storage each tab is on its own.
 */
export class SessionMark {
  readonly #key: string;
  readonly #newNumber: () => string;
  #store: MarkStore | undefined;
  #seen = '';

  /**
   * @param key Of this session.
   * @param store Default: the page's, if there is one.
   */
  constructor(key: string, newNumber: () => string, store: MarkStore | undefined) {
    this.#key = key;
    this.#newNumber = newNumber;
    this.#store = store ?? storeOfPage();
    this.#seen = this.#read();
  }

  /** Whether the backend must still be told of a sign-out. */
  get isOwed(): boolean {
    return this.#read().startsWith('leaving ');
  }

  /** Leaves a mark. The other tabs have news, this one has not. */
  leave(why: Why, tag = ''): void {
    this.#write(`${why} ${this.#newNumber()} ${tag}`);
  }

  /** The backend knows of the sign-out. That is no news for anybody. */
  settle(): void {
    if (this.isOwed) this.#write(this.#read().replace('leaving', 'out'));
  }

  /** Somebody is signed in, says the backend. Leaves that, unless it stands there. */
  claim(tag: string): void {
    const [why, , before] = this.#read().split(' ');
    if (why !== 'in' || before !== tag) this.leave('in', tag);
  }

  /** What another tab left since the last look. */
  news(): SessionNews | undefined {
    const before = this.#seen;
    this.#seen = this.#read();
    const [why, number, tag = ''] = this.#seen.split(' ');
    if (number === before.split(' ')[1]) return undefined;
    // Whatever else stands there, or was removed: the backend knows.
    return { why: why === 'out' || why === 'leaving' ? why : 'in', tag };
  }

  #write(text: string): void {
    this.#seen = text;
    try {
      this.#store?.setItem(this.#key, text);
    } catch {
      // Full or denied: from here on this tab remembers for itself.
      this.#store = undefined;
    }
  }

  #read(): string {
    try {
      return this.#store ? (this.#store.getItem(this.#key) ?? '') : this.#seen;
    } catch {
      // Denied since: what was seen last still holds.
      return this.#seen;
    }
  }
}
