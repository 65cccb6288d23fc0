import type { Observable } from '../observable.ts';

/** Who is signed in, whoever keeps it: `oauth.session` of `@playgate/oauth` and that of `createBackendSession` both fit. */
export type ViewerSession =
  /** Not known yet: on a server, and until the first answer. `error`: why that takes longer. */
  | { readonly status: 'pending'; readonly error?: Error }
  | {
      readonly status: 'signed-in';
      /** The viewer's opaque tag. Another one is another viewer. */
      readonly subject?: string;
      /** What is said about the viewer. */
      readonly claims?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly status: 'signed-out';
      /** Why, where nobody asked for it. */
      readonly error?: Error;
    };

/** A session that can be told what others found out. */
export interface FollowedSession extends Observable<ViewerSession> {
  /** Looks again: somebody who should know says that nobody is signed in. */
  readonly doubt?: () => void;
}

/** What keeps a session. Its functions need no `this`. Structural: an `OAuth` of `@playgate/oauth` is one, and a `BackendSession` is. */
export interface ViewerSessionSource {
  readonly session: Observable<ViewerSession>;
  readonly signIn: {
    /** Leaves this page. `returnTo`: where the viewer comes back to, a path of this origin. Default: where they are. */
    redirect(options?: { readonly returnTo?: string }): Promise<void>;
    /** Opens a window, to be called in the task of a click. Nothing that plays is interrupted. */
    popup(options?: {
      readonly returnTo?: string;
      readonly signal?: AbortSignal;
    }): Promise<unknown>;
  };
  /** Signs out, here and in all tabs. `redirect`: at the authorization server, too, by leaving this page. */
  signOut(options?: { readonly redirect?: boolean }): Promise<void>;
  /** Answers the page that a sign-in came back to. `undefined`: this is no such page. */
  callback?(url?: string): Promise<SessionCallback | undefined>;
}

/** What came of a page that a sign-in came back to. `relayed`: this is a popup, and the page that opened it goes on. */
export interface SessionCallback {
  readonly status: 'signed-in' | 'relayed';
  /** Where the viewer wanted to go: a path of this origin. */
  readonly returnTo: string;
}
