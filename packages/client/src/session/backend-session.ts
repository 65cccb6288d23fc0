import type {
  FollowedSession,
  SessionCallback,
  ViewerSession,
  ViewerSessionSource,
} from './viewer-session.ts';

/** How a sign-in begins. */
export interface SignInOptions {
  /** Where the viewer is to be afterwards: a path of this application. Default: where they are. Anything else becomes `/`. */
  readonly returnTo?: string;
}

export interface PopupSignInOptions extends SignInOptions {
  readonly signal?: AbortSignal;
  /** As `window.open` takes it. Default `popup,width=480,height=640`. */
  readonly features?: string;
}

/** The session that a backend keeps, as a page sees it: who is signed in, and never a credential. */
export interface BackendSession extends ViewerSessionSource {
  /**
   * Who is signed in. Asked for when somebody first looks, in a browser; again when the page wakes after a minute or more, when another
   * tab signs in, and when the session would end. An ask that fails keeps what is known and is made again.
   */
  readonly session: FollowedSession;
  readonly signIn: {
    /**
     * Leaves this page for the authorization server's. It comes back to `returnTo`.
     *
     * @throws {ClientError} `disposed`; `config` where there is no page; why the backend could not be told of an earlier sign-out.
     */
    redirect(options?: SignInOptions): Promise<void>;
    /**
     * Opens a window, to be called in the task of a click. Nothing that plays is interrupted. Resolves once somebody is signed in, in
     * whatever tab; the window closes by itself. What the authorization server or the backend refuses is shown in it.
     *
     * @throws {ClientError} `popup_blocked`: redirect, then; `popup_closed`; `timeout` after ten minutes; `aborted`; `disposed`; `config`
     *   where there is no page; why the backend could not be told of an earlier sign-out.
     */
    popup(options?: PopupSignInOptions): Promise<SessionCallback>;
  };
  /**
   * Signs out: here before it returns, in all other tabs at once, then in the backend. If that cannot be reached nobody is signed in all
   * the same, and it is told before anything else is asked of it, by the next page, too.
   *
   * @param options.redirect Goes on to the authorization server's page, which ends its own session, if the backend names it. Default
   *   `false`.
   * @throws {ClientError} What the backend answers: `network`, `timeout`, `server_error`, `config` and the like; `disposed`.
   */
  signOut(options?: { readonly redirect?: boolean }): Promise<void>;
  /**
   * Says whether this is the page that ends a popup: `relayed`. The window that opened it is told, and this one closes. The same answer
   * however often it is called. Looking at `session` does the same.
   *
   * @returns `undefined`: it is a page like any other.
   */
  callback(): Promise<SessionCallback | undefined>;
  /**
   * Asks the backend again, or joins an ask that is under way.
   *
   * @throws {ClientError} Why it failed; the session is what was known before.
   */
  refresh(): Promise<ViewerSession>;
  /** Undoes everything but the session. Idempotent. */
  dispose(): void;
}
