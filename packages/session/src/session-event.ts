import type { EpochMs } from '@playgate/server';

/** What happened. */
export type SessionEventType =
  /** A viewer was sent to the authorization server. */
  | 'sign-in-begun'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  /** The tokens of a session could not be ended at the authorization server. They are forgotten here all the same. */
  | 'revocation-failed'
  /** Of all sessions of a viewer, or of one session at the authorization server. */
  | 'revoked'
  /** The authorization server's word that somebody signed out was not one. */
  | 'logout-refused'
  | 'refreshed'
  | 'refresh-failed'
  /** The authorization server takes the refresh token no more: one new sign-in is needed. */
  | 'session-lost'
  /** A page got an access token. */
  | 'token-given'
  | 'token-refused';

/** One event for an audit log. Holds no secret and no token. */
export interface SessionEvent {
  readonly at: EpochMs;
  readonly type: SessionEventType;
  readonly correlationId: string;
  readonly viewer?: string;
  /** Tells sessions apart. It is not in the cookie, and opens nothing. */
  readonly session?: string;
  /** Why it failed: the code of a `ServerError`, or the reason the authorization server gave. */
  readonly code?: string;
  readonly error?: unknown;
}

/** Hears of every event before its answer is sent; a promise is awaited. If it throws, the answer is a `server_error`. */
export type SessionAudit = (event: SessionEvent) => unknown;

/**
 * How one caller came to an access token when a new one was due.
 *
 * - `refreshed`: it made the refresh. · `joined`: it waited for one of this instance. · `waited`: it waited for one of another instance.
 * - `served`: it took the token that still lasts, as somebody else was at it already.
 */
export type RefreshRole = 'refreshed' | 'joined' | 'waited' | 'served';
