import type { Secret } from '../secret.ts';
import { isServerError, ServerError } from '../server-error.ts';
import type { AccessTokens } from './access-tokens.ts';
import { untilAborted } from './until-aborted.ts';
import type { ApiClock } from './vendor-api.ts';

/** A token as it was granted. */
export interface GrantedToken {
  readonly token: Secret;
  /** How long it lasts from when it was asked for, in milliseconds. */
  readonly lifetimeMs: number;
}

/** When a token is renewed, as a share of its life. */
const RENEW_AT = 0.75;
/** The end of its life in which it is not used any more: the share, and the most in milliseconds. */
const RESERVE = 0.1;
const LONGEST_RESERVE = 2000;
/** Between two renewals that fail, as a share of its life, and the least in milliseconds. */
const PAUSE = 0.1;
const SHORTEST_PAUSE = 200;

interface Held {
  readonly token: Secret;
  readonly lifetimeMs: number;
  readonly endsAt: number;
  renewAt: number;
}

/**
 * Keeps one access token: one request at a time, and a new token before the old one ends. A renewal that fails is no error as long as the
 * old one lasts.
 *
 * @param request Asks for a token. Must end on its own.
 */
export function keepAccessToken(
  request: () => Promise<GrantedToken>,
  clock: Pick<ApiClock, 'now'>,
): AccessTokens {
  let held: Held | undefined;
  let flight: Promise<Secret> | undefined;

  const fly = async (): Promise<Secret> => {
    const asked = clock.now();
    try {
      const { token, lifetimeMs } = await request();
      const reserve = Math.min(lifetimeMs * RESERVE, LONGEST_RESERVE);
      const endsAt = asked + lifetimeMs - reserve;
      held = { token, lifetimeMs, endsAt, renewAt: asked + lifetimeMs * RENEW_AT };
      return token;
    } finally {
      flight = undefined;
    }
  };
  const renew = async (old: Held): Promise<void> => {
    try {
      await (flight ??= fly());
    } catch {
      // The client of the token endpoint told it to `onCall`, and the old token lasts.
      old.renewAt = clock.now() + Math.max(old.lifetimeMs * PAUSE, SHORTEST_PAUSE);
    }
  };

  return {
    async get(signal) {
      if (signal?.aborted === true) throw gone(signal);
      const now = clock.now();
      if (held !== undefined && now < held.endsAt) {
        if (now >= held.renewAt && flight === undefined) void renew(held);
        return held.token;
      }
      flight ??= fly();
      if (signal === undefined) return flight;
      try {
        return await untilAborted(flight, signal);
      } catch (error) {
        throw signal.aborted ? gone(signal) : error;
      }
    },
    invalidate(token) {
      if (held?.token.reveal() === token.reveal()) held = undefined;
    },
  };
}

function gone({ reason }: AbortSignal): ServerError {
  if (isServerError(reason)) return reason;
  return new ServerError('aborted', 'The caller went away.', { cause: reason });
}
