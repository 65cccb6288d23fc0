/** The two ways to sign in that the page compares. */
export type Way = 'backend' | 'browser';

/** Where a tab stands with one way to sign in. */
export interface Standing {
  readonly status: 'pending' | 'signed-in' | 'signed-out';
  /** Who is signed in. */
  readonly who?: string;
  /** Why nobody is, where nobody asked for it: an error's code. */
  readonly code?: string;
  /** Which tab signed this one out, and after how many milliseconds it knew. */
  readonly signedOutBy?: string;
  readonly heardAfterMs?: number;
}

/** What happened to a sign-in in one tab. */
export type Happening =
  | { readonly what: 'signing-out' | 'asked' | 'adopted' }
  /** An access token, and how long it lasts: the first of a sign-in, or the next. */
  | { readonly what: 'token'; readonly lifeMs: number; readonly isFirst: boolean }
  | { readonly what: 'failed'; readonly code: string };

/** What a tab tells of itself. */
export type TabWord =
  /** Who is there? Everybody says where they stand. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'standing'; readonly way: Way; readonly standing: Standing }
  | ({
      readonly kind: 'happening';
      readonly way: Way;
      /** Milliseconds since 1970. */
      readonly atMs: number;
    } & Happening);

/** What tabs with this page tell each other, for the drawing alone: never a credential. */
export type TabNews = TabWord & { readonly tab: string };

/** Channels reach pages of this origin only, so what comes was written here; another version of the page may have written it. */
export function isTabNews(value: unknown): value is TabNews {
  return typeof value === 'object' && value !== null && 'kind' in value && 'tab' in value;
}
