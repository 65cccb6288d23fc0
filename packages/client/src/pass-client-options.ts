import type { PassRule } from '@playgate/protocol';
import type { ClientEvent } from './client-event.ts';
import type { Clock } from './clock.ts';
import type { WakeTarget } from './on-wake.ts';
import type { PassSource } from './ask/pass-source.ts';
import type { FollowedSession } from './session/viewer-session.ts';
import type { MarkStore } from './mark-store.ts';

/** Where a bare token goes: rules made from it. `bearer(...)`, `header(...)` and `query(...)` make one. */
export type TokenPlacer = (token: string) => readonly PassRule[];

/** Options of `createPassClient`. Give exactly one of `endpoint` and `source`. */
export interface PassClientOptions {
  /** The URL of the backend's pass handler. */
  readonly endpoint?: string | URL;
  /** How to get passes from anywhere else. */
  readonly source?: PassSource;
  /** Where a bare token goes. Needed with a source that answers tokens. */
  readonly place?: TokenPlacer;
  /** Used for the endpoint and for `client.fetch`. Default: the `fetch` of the page, taken when the client is made. */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Who is signed in: `oauth.session`, or that of `createBackendSession`. When the viewer signs out, or is another one, every pass is
   * dropped at once, what is on its way included, and the players are told (`signed_out`). When somebody signs in, players that stand at
   * `signed-out` ask again by themselves. As long as it is `pending` passes are asked for all the same: a free film does not wait.
   * Where the backend answers an ask with 401 although somebody is signed in, the session is told, and looks again.
   */
  readonly session?: FollowedSession;
  /** The only origins a pass may name, for example `https://cdn.example`. Default: any that the backend names. */
  readonly pin?: readonly string[];
  /** Whether passes are renewed ahead of their end. Default `true`; `false` hands one out, whatever its life, until it is refused. */
  readonly renewAhead?: boolean;
  /** How long one ask may take, body included, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
  /** How long `pass()` retries for a waiting caller before it rejects, in milliseconds. Default 15000. */
  readonly deadlineMs?: number;
  /** How many assets are held at most. Default 100. */
  readonly cacheSize?: number;
  /** Hears everything that happens. It must not throw. */
  readonly onEvent?: (event: ClientEvent) => void;
  /**
   * Where `online`, `pageshow` and `visibilitychange` are heard, after which late tries are made at once, and `storage`, which tells of a
   * sign-out in another tab. Default: the page, if there is one.
   */
  readonly wakes?: WakeTarget;
  /** Where a sign-out is marked for other tabs. Default: the page's `localStorage`, if there is one. */
  readonly marks?: MarkStore;
  readonly clock?: Clock;
  /** A number from 0 up to 1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
}
