/** How one sign-in goes. */
export interface SignInOptions {
  /** Where the viewer is to be afterwards: a path of this application. Default: the page of now. Anything else becomes `/`. */
  readonly returnTo?: string;
  /** `none` answers without a page or fails with `login_required`; `login`, `consent`, `select_account`, `create`. */
  readonly prompt?: string;
  /** Whom the server is to expect. */
  readonly loginHint?: string;
  /** Further parameters of this request. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface PopupOptions extends SignInOptions {
  readonly signal?: AbortSignal;
  /** As `window.open` takes it. Default `popup,width=480,height=640`. */
  readonly features?: string;
}

/** How a callback ended. */
export interface SignedIn {
  /** `relayed`: this window is a popup, and the one that opened it goes on. */
  readonly status: 'signed-in' | 'relayed';
  /** A path of this application: where the viewer wanted to be. */
  readonly returnTo: string;
}
