import { isServerError, ServerError } from '@playgate/server';
import type { Secret } from '@playgate/server';
import { untilAborted } from '@playgate/server/handlers';
import type { AccessOrder } from './access-order.ts';
import { accessFor } from './kept-tokens.ts';
import type { KeptAccess, KeptTokens } from './kept-tokens.ts';
import { refreshSession } from './refresh-session.ts';
import type { Refreshed, RefreshParts } from './refresh-session.ts';
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

export interface TokensOfSession {
  /** @returns One that lasts; `undefined`: there is no way to one. */
  get(order: AccessOrder, options?: AccessTokenOptions): Promise<KeptAccess | undefined>;
  /** Those that were seen last. */
  latest(): KeptTokens | undefined;
}

export interface SessionTokensParts extends RefreshParts {
  readonly onRefresh: (role: RefreshRole) => void;
}

/** How long those wait who find another instance refreshing, in milliseconds. */
const LOOK_AGAIN_MS = 100;

/** One who asks. */
interface Asking {
  readonly order: AccessOrder;
  readonly refused?: Secret | undefined;
  readonly signal: AbortSignal;
}

interface Flight {
  readonly purpose: string;
  readonly result: Promise<Refreshed>;
}

/** What one look at a session leads to; `kept`: how it stands now. */
type Step = { readonly access: KeptAccess | undefined; readonly kept?: KeptSession } | 'look again';

/**
 * Access tokens by single flight: of all who need another at the same time, in all instances, one refreshes. While the old token lasts
 * the others take it, afterwards they wait. Tokens for several purposes come one after the other, since all need the refresh token.
 */
export function createSessionTokens(parts: SessionTokensParts): SessionTokens {
  const { records, clock, onRefresh } = parts;
  const flights = new Map<string, Flight>();

  /** One refresh of this instance at a time, which no caller can end. */
  function fly(kept: KeptSession, order: AccessOrder): Promise<Refreshed> {
    const result = refreshSession(kept, order, parts).finally(() => flights.delete(kept.key));
    flights.set(kept.key, { purpose: order.purpose, result });
    return result;
  }

  async function share(
    kept: KeptSession,
    usable: KeptAccess | undefined,
    { order, signal }: Asking,
  ): Promise<Step> {
    const running = flights.get(kept.key);
    if (running !== undefined && usable !== undefined) {
      onRefresh('served');
      return { access: usable };
    }
    const isOther = running !== undefined && running.purpose !== order.purpose;
    try {
      if (isOther) return await untilOver(running, signal);
      const found = await untilAborted(running?.result ?? fly(kept, order), signal);
      if (found === 'changed') return 'look again';
      onRefresh(running === undefined ? 'refreshed' : 'joined');
      if (found === 'over') return { access: undefined };
      return { access: accessFor(found.record.tokens, order.purpose), kept: found };
    } catch (error) {
      if (signal.aborted) throw gone(signal);
      // A renewal ahead of time that fails is no error: the old token lasts.
      if (usable !== undefined) return { access: usable };
      throw error;
    }
  }

  async function step(kept: KeptSession, asking: Asking): Promise<Step> {
    const { tokens } = kept.record;
    const now = clock.now();
    const held = accessFor(tokens, asking.order.purpose);
    const { endsAt = Infinity, renewAt = Infinity } = held ?? {};
    const { refreshingUntil = 0, pausedUntil = 0 } = tokens;
    const usable = now < endsAt && held?.token !== asking.refused?.reveal() ? held : undefined;
    if (usable !== undefined && now < renewAt) return { access: usable };
    if (tokens.refreshToken === undefined) return { access: usable };
    if (now < refreshingUntil && !flights.has(kept.key)) {
      onRefresh(usable === undefined ? 'waited' : 'served');
      if (usable !== undefined) return { access: usable };
      await sleep(Math.min(LOOK_AGAIN_MS, refreshingUntil - now), asking.signal);
      return 'look again';
    }
    if (now < pausedUntil) {
      if (usable !== undefined) return { access: usable };
      throw paused(pausedUntil - now);
    }
    return share(kept, usable, asking);
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
      async get(order, { refused, signal = new AbortController().signal } = {}) {
        while (latest !== undefined) {
          const found: Step = await step(latest, { order, refused, signal });
          if (found === 'look again') latest = await records.find(latest.key);
          else {
            latest = found.kept ?? latest;
            return found.access;
          }
        }
        return undefined;
      },
    };
  };
}

/** Waits for a refresh for another purpose. How it ends is its callers' affair; what it leaves behind is looked at. */
async function untilOver({ result }: Flight, signal: AbortSignal): Promise<'look again'> {
  const over = result.then(
    () => {},
    () => {},
  );
  await untilAborted(over, signal);
  return 'look again';
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
