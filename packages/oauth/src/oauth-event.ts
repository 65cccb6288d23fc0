import type { OAuthErrorCode } from './oauth-error.ts';

/** What happens beside what calls return. Never holds a credential. */
export type OAuthEvent =
  /** The browser does not keep it: `dpop_key` and `refresh_token` live as long as this page, then. */
  | { readonly type: 'not-stored'; readonly what: 'dpop_key' | 'refresh_token' }
  /** New tokens came. */
  | { readonly type: 'refreshed' }
  /** Another tab had new tokens already. */
  | { readonly type: 'adopted' }
  | { readonly type: 'refresh-failed'; readonly code: OAuthErrorCode }
  /** The server could not be told that the tokens have ended. They live until they expire. */
  | { readonly type: 'revocation-failed'; readonly code: OAuthErrorCode };
