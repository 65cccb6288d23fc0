import { ServerError } from '@playgate/server';
import type { Secret } from '@playgate/server';
import { callerGone } from '@playgate/server/handlers';
import type { AccessOrder } from './access-order.ts';
import { AUTHORIZATION } from '../authorization/authorization-name.ts';
import { accessFor, isLasting, pauseOf } from '../store/kept-tokens.ts';
import type { KeptAccess, KeptTokens, Pause } from '../store/kept-tokens.ts';
import { createRefreshFlights } from './refresh-flights.ts';
import type { Asking, RefreshFlightsParts, Step } from './refresh-flights.ts';
import type { KeptSession } from '../store/session-records.ts';

/** Options of `Session.accessToken`. */
export interface AccessTokenOptions {
  /** The access token that was refused, if one was: another is needed. */
  readonly refused?: Secret;
  /** Ends this wait and nobody else's. */
  readonly signal?: AbortSignal;
}

/** Gives the access tokens of one session. */
export type SessionTokens = (kept: KeptSession) => TokensOfSession;

export interface TokensOfSession {
  /** @returns One that lasts; `undefined`: there is no way to one. */
  get(order: AccessOrder, options?: AccessTokenOptions): Promise<KeptAccess | undefined>;
  /** Those that were seen last. */
  latest(): KeptTokens | undefined;
}

/** How long those wait who find another instance refreshing, in milliseconds. */
const LOOK_AGAIN_MS = 100;

const VENDOR = { vendor: AUTHORIZATION.vendor };

/**
 * Access tokens by single flight: of all who need another at the same time, in all instances, one refreshes. While the old token lasts
 * the others take it, afterwards they wait. Tokens for several purposes come one after the other, since all need the refresh token.
 */
export function createSessionTokens(parts: RefreshFlightsParts): SessionTokens {
  const { records, clock, onRefresh } = parts;
  const flights = createRefreshFlights(parts);

  async function step(kept: KeptSession, asking: Asking): Promise<Step> {
    const { tokens } = kept.record;
    const now = clock.now();
    const usable = usableOf(tokens, asking, now);
    if (usable !== undefined && now < (usable.renewAt ?? Infinity)) return { access: usable };
    if (tokens.refreshToken === undefined) return { access: usable };
    const { refreshingUntil = 0 } = tokens;
    if (now < refreshingUntil && !flights.has(kept.key)) {
      onRefresh(usable === undefined ? 'waited' : 'served');
      if (usable !== undefined) return { access: usable };
      await clock.sleep(Math.min(LOOK_AGAIN_MS, refreshingUntil - now), asking.signal);
      return 'look again';
    }
    const pause = pauseOf(tokens, asking.order.purpose, now);
    if (pause !== undefined) {
      if (usable !== undefined) return { access: usable };
      throw paused(pause, now);
    }
    return flights.share(kept, usable, asking);
  }

  return (first) => {
    let latest: KeptSession | undefined = first;

    async function find(asking: Asking): Promise<KeptAccess | undefined> {
      let wasOver = false;
      while (latest !== undefined) {
        const found: Step = await step(latest, asking);
        if (found === 'look again') latest = await records.find(latest.key);
        else {
          const { access, kept = latest } = found;
          latest = kept;
          if (access === undefined || isLasting(access, clock.now())) return access;
          // It took longer than the token lasts.
          if (wasOver) throw tooShort();
          wasOver = true;
        }
      }
      return undefined;
    }

    return {
      latest: () => latest?.record.tokens,
      async get(order, { refused, signal = new AbortController().signal } = {}) {
        try {
          return await find({ order, refused, signal });
        } catch (error) {
          throw signal.aborted ? callerGone(signal.reason) : error;
        }
      },
    };
  };
}

function usableOf(
  tokens: KeptTokens,
  { order, refused }: Asking,
  now: number,
): KeptAccess | undefined {
  const held = accessFor(tokens, order.purpose);
  if (held === undefined || held.token === refused?.reveal()) return undefined;
  return isLasting(held, now) ? held : undefined;
}

function paused({ until, purpose, reason }: Pause, now: number): ServerError {
  const details = { ...VENDOR, retryAfterSeconds: Math.ceil((until - now) / 1000) };
  if (purpose === undefined)
    return new ServerError(
      'vendor_rate_limited',
      'The authorization server gave no new tokens a moment ago, and is not asked again yet. Try again in a moment.',
      details,
    );
  return new ServerError(
    reason === undefined ? 'vendor_response' : 'vendor_request',
    'The authorization server did not give what was ordered a moment ago, and is not asked again yet. See the refresh_failed of then.',
    { ...details, ...(reason !== undefined && { reason }) },
  );
}

function tooShort(): ServerError {
  return new ServerError(
    'vendor_response',
    'The authorization server gives access tokens that are over when they arrive. Have it give longer ones.',
    VENDOR,
  );
}
