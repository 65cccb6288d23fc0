import type { Observable } from './observable.ts';
import type { OAuthSession } from './session.ts';

import type { PopupOptions, SignedIn, SignInOptions } from './sign-in/sign-in-options.ts';
import type { SignOutOptions } from './sign-out/sign-out-options.ts';

/** An access token that may be sent as a Bearer. Suits `tokenSource` of `@playgate/client`. */
export interface BearerToken {
  readonly token: string;
  /** How long it may be handed out, in seconds: what is left of its life, less a reserve for its way. Absent: until it is refused. */
  readonly expiresIn?: number;
}

/** Ways to sign in. */
export interface SignIn {
  /**
   * Leaves this page for the server's. It comes back to `redirectUri`, where `callback()` goes on.
   *
   * @throws {OAuthError}
   */
  redirect(options?: SignInOptions): Promise<void>;
  /**
   * Opens a window, to be called in the task of a click. Nothing that plays is interrupted.
   *
   * @throws {OAuthError} `popup_blocked`: redirect, then; `popup_closed`; what the server says.
   */
  popup(options?: PopupOptions): Promise<SignedIn>;
}

/** Signs viewers in, keeps their tokens good, and signs them out. */
export interface OAuth {
  /** Who is signed in, in this tab and, by and by, in all others. */
  readonly session: Observable<OAuthSession>;
  readonly signIn: SignIn;
  /**
   * Answers the page that the server came back to: exchanges the code, once, however often it is called.
   *
   * @param url Default: the address of the page, which is cleaned at once.
   * @returns `undefined`: this is no callback.
   * @throws {OAuthError} What the server says, `state_mismatch`, `callback_replayed`, `issuer_mismatch`, `invalid_id_token`.
   */
  callback(url?: string): Promise<SignedIn | undefined>;
  /**
   * `fetch` with the token, where `urls` lists the address, nobody brings an Authorization of their own, and somebody is signed in;
   * everything else goes out as it is. Redirects are errors where the token is. A 401 with `invalid_token` refreshes and sends again,
   * once, if the body can be read again.
   *
   * @throws {OAuthError} When there is a session, but no token to be had.
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * The access token, for passes that carry it as a Bearer. In the last quarter of its life, at most a minute, this waits up to a second
   * for the next one.
   *
   * @param options.fresh The one that was given last is refused, or `refused`, if that is said.
   * @throws {OAuthError} `signed_out`; `token_bound`; why it could not be refreshed.
   */
  token(
    this: void,
    options?: {
      readonly signal?: AbortSignal;
      readonly fresh?: boolean;
      readonly refused?: string;
    },
  ): Promise<BearerToken>;
  /**
   * Signs out: in this tab before it returns, in all others at once, then at the server, as far as it can be reached.
   *
   * @throws {OAuthError} What it says of the server; here nobody is signed in all the same: `network`, and with `redirect` `config`.
   */
  signOut(options?: SignOutOptions): Promise<void>;
  /** Undoes everything but the session. Idempotent. */
  dispose(): void;
}
