import type { Clock } from '../clock.ts';
import type { MarkStore } from '../mark-store.ts';
import type { WakeTarget } from '../on-wake.ts';
import type { SessionPage } from './session-page.ts';

/** Options of `createBackendSession`: where the handlers of `@playgate/session` are, relative to the page or absolute, of this origin. */
export interface BackendSessionOptions {
  /** Says who is signed in. Asked by GET with `X-Playgate: 1`. */
  readonly session: string | URL;
  /** The page that leads to the authorization server. Gets `?returnTo=`. */
  readonly signIn: string | URL;
  /** Ends the session. Asked by POST with `X-Playgate: 1`. */
  readonly signOut: string | URL;
  /**
   * Where a popup ends: a path of this application whose page makes this session, too, and then closes by itself. Default: the page that
   * opened it. A page with nothing else on it is quicker.
   */
  readonly popupPage?: string;
  /** Default: the `fetch` of the page, taken now. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long one answer may take, body included, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
  /** The `window`. Default: the one there is; without one, as on a server, nothing is asked by itself. */
  readonly page?: SessionPage;
  /** Where `online`, `pageshow`, `visibilitychange` and `storage` are heard. Default: the page, if there is one. */
  readonly wakes?: WakeTarget;
  /** Where sign-ins and sign-outs are marked for other tabs. Default: the page's `localStorage`, if there is one. */
  readonly marks?: MarkStore;
  readonly clock?: Clock;
  /** A number from 0 up to 1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
}
