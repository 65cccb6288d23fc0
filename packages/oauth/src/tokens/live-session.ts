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
  /** That of the refresh token that was in the store when this tab found the session there, or of the newest token that it has. */
  generation: number;
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
  generation: 0,
  idToken: undefined,
  subject: undefined,
  tag: undefined,
  scope: undefined,
  claims: undefined,
  ...parts,
});

/** How long an access token is handed out: its life, less a reserve for its way of a tenth, at most two seconds. */
const handedOutMs = (lifeMs: number): number => lifeMs - Math.min(lifeMs / 10, 2000);

/** How much longer it is handed out. */
export const leftOf = ({ since, lifeMs }: AccessToken, clock: Clock): number =>
  handedOutMs(lifeMs) - elapsed(since, clock);

/** Whoever keeps tokens asks for the next one up to a tenth sooner than that, so that clients spread out. */
const SOONER = 1.1;

/**
 * How old an access token is: `aging` ones are still handed out, but renewed: in the last quarter of that time, at most a minute. `over`
 * ones are not.
 */
export function ageOf(token: AccessToken, clock: Clock): 'fresh' | 'aging' | 'over' {
  const left = leftOf(token, clock);
  if (left <= 0) return 'over';
  return left <= SOONER * Math.min(handedOutMs(token.lifeMs) / 4, 60_000) ? 'aging' : 'fresh';
}
