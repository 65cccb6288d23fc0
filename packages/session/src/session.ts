import type { EpochMs, Secret, ViewerToken, ViewerTokenOptions } from '@playgate/server';
import type { NarrowToken } from './tokens/access-order.ts';
import type { AccessTokenOptions } from './tokens/session-tokens.ts';

/** A viewer's session, as `decide` gets it. */
export interface Session {
  /** The subject of the ID token: for `grant({ viewer })`. */
  readonly viewer: string;
  /** What the application chose from the ID token. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Tells sessions apart in logs. It opens nothing. */
  readonly tag: string;
  readonly startedAt: EpochMs;
  /** When it ends, if the viewer does nothing. */
  readonly endsAt: EpochMs;
  /** What its tokens may do now: as much as was asked for at the sign-in, or less. */
  readonly scopes?: readonly string[];
  /**
   * An access token that lasts.
   *
   * @returns `undefined`: there is no way to one. Have the viewer sign in again.
   * @throws {ServerError} A code that starts with `vendor_` when the authorization server fails: the session stays. `store_unavailable`;
   * `aborted`.
   */
  accessToken(this: void, options?: AccessTokenOptions): Promise<Secret | undefined>;
  /**
   * An access token with what is left of its life, for a pass that carries it: `grant({ asset, viewer, viewerToken })`. It is the session's
   * own, or one that may do less: `viewerToken: (how) => session.viewerToken({ ...how, scope: 'videos:play' })`. With `fresh` it is another
   * one, unless it was got within the last two seconds.
   *
   * @throws {ServerError} As `accessToken`; and `config` for a scope or resource that the sign-in does not ask for, or a narrower token
   * where there is no refresh token; `vendor_response` where the authorization server gives more than was asked for.
   */
  viewerToken(
    this: void,
    options?: ViewerTokenOptions & NarrowToken,
  ): Promise<ViewerToken | undefined>;
}
