import type { OAuthError } from './oauth-error.ts';

/** Who is signed in. */
export type OAuthSession =
  /** Not known yet: on a server, before the first use, and while a callback is answered. */
  | { readonly status: 'pending' }
  | {
      readonly status: 'signed-in';
      /** Who it is, in the server's words. Absent without `openid`. */
      readonly subject?: string;
      /** What was granted. */
      readonly scope?: string;
      /** What the ID token says. Absent after a reload, until the first refresh. */
      readonly claims?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly status: 'signed-out';
      /** Why, where it was not asked for: `session_lost`, or why the sign-in failed. */
      readonly error?: OAuthError;
    };
