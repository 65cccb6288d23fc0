import type { Clock } from './clock.ts';
import type { KeyValueStore } from './storage/key-value-store.ts';
import type { Channel } from './tabs/channel.ts';

/** The part of `Storage` that is used. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A window that was opened for a sign-in. */
export interface Popup {
  readonly closed: boolean;
  readonly location: { replace(url: string): void };
  close(): void;
}

/** The page: where it is, and where it goes. */
export interface Page {
  /** Empty on a server. */
  href(): string;
  go(url: string): void;
  /** Shows another address without loading it, and without a new entry in the history. */
  show(url: string): void;
  /** Opens an empty window, in the task of a click. `null`: the browser blocked it. */
  open(features: string): Popup | null;
  /** Tells the window that opened this one, if it is still of `origin`. */
  tellOpener(message: unknown, origin: string): void;
  close(): void;
  /** Whether the viewer is at this window. */
  isFocused(): boolean;
}

/** The part of `navigator.locks` that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    call: () => Promise<void>,
  ): Promise<unknown>;
}

/** The browser, as an argument. What is `undefined` is not there, and everything still works, if less comfortably. */
export interface OAuthEnvironment {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** 32 random bytes, as base64url. */
  readonly random: () => string;
  /** Makes an ES256 key pair whose private half cannot be exported. */
  readonly makeKeyPair: () => Promise<CryptoKeyPair>;
  readonly page: Page;
  /** Where a sign-in that is under way is kept: a `sessionStorage`. */
  readonly transactions: TextStore | undefined;
  /** Where tabs leave a mark for each other, never a credential: a `localStorage`. */
  readonly marks: TextStore | undefined;
  /** Where keys live, and refresh tokens if they are to be kept: an IndexedDB. */
  readonly database: KeyValueStore | undefined;
  readonly locks: Locks | undefined;
  /** Opens a channel to the other tabs, if the browser lets it: a `BroadcastChannel`. */
  readonly openChannel: ((name: string) => Channel | undefined) | undefined;
  /** Where `pageshow`, `pagehide`, `visibilitychange`, `storage` and `message` are heard: a `window`. */
  readonly events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
}
