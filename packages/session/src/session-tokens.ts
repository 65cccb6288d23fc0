import { isServerError, Secret, ServerError } from '@playgate/server';
import { untilAborted } from '@playgate/server/handlers';
import type { KeptTokens } from './kept-tokens.ts';
import { refreshSession } from './refresh-session.ts';
import type { Refreshed, RefreshParts } from './refresh-session.ts';
import type { Session } from './session.ts';
import type { RefreshRole } from './session-event.ts';
import type { KeptSession } from './session-records.ts';

/** Options of `Session.accessToken`. */
export interface AccessTokenOptions {
  /** The access token that was refused, if one was: another is needed. */
  readonly refused?: Secret;
  /** Ends this wait and nobody else's. */
  readonly signal?: AbortSignal;
}

/** Gives the access tokens of one session. */
export type SessionTokens = (kept: KeptSession) => TokensOfSession;

export interface TokensOfSession extends Pick<Session, 'accessToken'> {
  /** Those that were seen last. */
  latest(): KeptTokens | undefined;
}

export interface SessionTokensParts extends RefreshParts {
  readonly onRefresh: (role: RefreshRole) => void;
}

/** How long those wait who find another instance refreshing, in milliseconds. */
const LOOK_AGAIN_MS = 100;

/** What one look at a session leads to; `kept`: how it stands now. */
type Step = { readonly token: Secret | undefined; readonly kept?: KeptSession } | 'look again';

/**
 * Access tokens by single flight: of all who need another at the same time, in all instances, one refreshes. While the old token lasts
 * the others take it, afterwards they wait.
 */
export function createSessionTokens(parts: SessionTokensParts): SessionTokens {
  const { records, clock, onRefresh } = parts;
  const flights = new Map<string, Promise<Refreshed>>();

  /** One refresh of this instance at a time, which no caller can end. */
  function fly(kept: KeptSession): Promise<Refreshed> {
    const flight = refreshSession(kept, parts).finally(() => flights.delete(kept.key));
    flights.set(kept.key, flight);
    return flight;
  }

  async function share(
    kept: KeptSession,
    usable: Secret | undefined,
    signal: AbortSignal,
  ): Promise<Step> {
    const running = flights.get(kept.key);
    if (running !== undefined && usable !== undefined) {
      onRefresh('served');
      return { token: usable };
    }
    try {
      const found = await untilAborted(running ?? fly(kept), signal);
      if (found === 'changed') return 'look again';
      onRefresh(running === undefined ? 'refreshed' : 'joined');
      if (found === 'over') return { token: undefined };
      return { token: new Secret(found.record.tokens.accessToken), kept: found };
    } catch (error) {
      if (signal.aborted) throw gone(signal);
      // A renewal ahead of time that fails is no error: the old token lasts.
      if (usable !== undefined) return { token: usable };
      throw error;
    }
  }

  async function step(
    kept: KeptSession,
    { refused, signal }: { readonly refused?: Secret | undefined; readonly signal: AbortSignal },
  ): Promise<Step> {
    const { tokens } = kept.record;
    const now = clock.now();
    const { accessToken, endsAt = Infinity, renewAt = Infinity } = tokens;
    const { refreshingUntil = 0, pausedUntil = 0 } = tokens;
    const isUsable = now < endsAt && accessToken !== refused?.reveal();
    const usable = isUsable ? new Secret(accessToken) : undefined;
    if (isUsable && now < renewAt) return { token: usable };
    if (tokens.refreshToken === undefined) return { token: usable };
    if (now < refreshingUntil && !flights.has(kept.key)) {
      onRefresh(isUsable ? 'served' : 'waited');
      if (isUsable) return { token: usable };
      await sleep(Math.min(LOOK_AGAIN_MS, refreshingUntil - now), signal);
      return 'look again';
    }
    if (now < pausedUntil) {
      if (isUsable) return { token: usable };
      throw paused(pausedUntil - now);
    }
    return share(kept, usable, signal);
  }

  async function sleep(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      throw signal.aborted ? gone(signal) : error;
    }
  }

  return (first) => {
    let latest: KeptSession | undefined = first;

    return {
      latest: () => latest?.record.tokens,
      async accessToken({ refused, signal = new AbortController().signal } = {}) {
        while (latest !== undefined) {
          const found: Step = await step(latest, { refused, signal });
          if (found === 'look again') latest = await records.find(latest.key);
          else {
            latest = found.kept ?? latest;
            return found.token;
          }
        }
        return undefined;
      },
    };
  };
}

function paused(ms: number): ServerError {
  return new ServerError(
    'vendor_rate_limited',
    'The authorization server gave no new tokens a moment ago, and is not asked again yet.',
    { vendor: 'authorization', retryAfterSeconds: Math.ceil(ms / 1000) },
  );
}

function gone({ reason }: AbortSignal): ServerError {
  if (isServerError(reason)) return reason;
  return new ServerError('aborted', 'The caller went away.', { cause: reason });
}
