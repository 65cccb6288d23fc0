import type { Clock, Moment } from '../clock.ts';
import { elapsed } from '../clock.ts';

/** An access token, and how long it is good for. */
export interface AccessToken {
  readonly value: string;
  /** Whether it is bound to the key (RFC 9449). */
  readonly isBound: boolean;
  /** When its request began. */
  readonly since: Moment;
  readonly lifeMs: number;
  /** That of the refresh token that came with it. */
  readonly generation: number;
}

/** The session in this tab, from a sign-in to its end. Whoever answers to it must still be the current one. */
export interface LiveSession {
  readonly id: string;
  /** Aborted at its end, with the reason. */
  readonly over: AbortController;
  /** Whether the refresh token is in the store, for all tabs. */
  isShared: boolean;
  /** Held here where it is not shared. */
  refresh: string | undefined;
  token: AccessToken | undefined;
  /** For the sign-out at the server. */
  idToken: string | undefined;
  subject: string | undefined;
  /** The subject as a hash, for other tabs. */
  readonly tag: string | undefined;
  scope: string | undefined;
  claims: Readonly<Record<string, unknown>> | undefined;
}

export const newLiveSession = (
  parts: Pick<LiveSession, 'id' | 'isShared'> & Partial<LiveSession>,
): LiveSession => ({
  over: new AbortController(),
  refresh: undefined,
  token: undefined,
  idToken: undefined,
  subject: undefined,
  tag: undefined,
  scope: undefined,
  claims: undefined,
  ...parts,
});

/**
 * How old an access token is: `aging` ones are still good, but renewed: in the last quarter of their life, at most a minute. `over` ones
 * are not handed out: in the last tenth, at most two seconds.
 */
export function ageOf({ since, lifeMs }: AccessToken, clock: Clock): 'fresh' | 'aging' | 'over' {
  const left = lifeMs - elapsed(since, clock);
  if (left <= Math.min(lifeMs / 10, 2000)) return 'over';
  return left <= Math.min(lifeMs / 4, 60_000) ? 'aging' : 'fresh';
}
