import { callerGone } from '../../call/caller-gone.ts';
import type { Secret } from '../../secret/secret.ts';
import type { AccessTokens } from './access-tokens.ts';
import { startFlight } from './shared-flight.ts';
import type { FlightOptions, SharedFlight } from './shared-flight.ts';

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
  /** The how manyth that was asked for. */
  readonly number: number;
  readonly token: Secret;
  readonly lifetimeMs: number;
  readonly endsAt: number;
  renewAt: number;
}

/**
 * Keeps one access token: one request at a time, and a new token before the old one ends. A renewal that fails is no error as long as the
 * old one lasts.
 *
 * @param request Asks for a token. Must end on its own, and when its signal is aborted: nobody waits for it any more.
 */
export function keepAccessToken(
  request: (signal: AbortSignal) => Promise<GrantedToken>,
  options: FlightOptions,
): AccessTokens {
  const { clock } = options;
  let held: Held | undefined;
  let flight: SharedFlight<Secret> | undefined;
  let asks = 0;

  const ask = async (signal: AbortSignal): Promise<Secret> => {
    const asked = clock.now();
    const number = (asks += 1);
    const { token, lifetimeMs } = await request(signal);
    const reserve = Math.min(lifetimeMs * RESERVE, LONGEST_RESERVE);
    // One that was given up may be answered late.
    if (held === undefined || number > held.number)
      held = {
        ...{ number, token, lifetimeMs },
        endsAt: asked + lifetimeMs - reserve,
        renewAt: asked + lifetimeMs * RENEW_AT,
      };
    return token;
  };
  const isFlying = (): boolean => flight?.isOpen() === true;
  const fly = (): SharedFlight<Secret> => {
    if (flight?.isOpen() !== true) flight = startFlight(ask, options);
    return flight;
  };
  const renew = async (old: Held): Promise<void> => {
    try {
      await fly().join();
    } catch {
      // The client of the token endpoint told it to `onCall`, and the old token lasts.
      old.renewAt = clock.now() + Math.max(old.lifetimeMs * PAUSE, SHORTEST_PAUSE);
    }
  };

  return {
    async get(signal) {
      if (signal?.aborted === true) throw callerGone(signal.reason);
      const now = clock.now();
      if (held !== undefined && now < held.endsAt) {
        if (now >= held.renewAt && !isFlying()) void renew(held);
        return held.token;
      }
      return fly().join(signal);
    },
    invalidate(token) {
      if (held?.token.reveal() === token.reveal()) held = undefined;
    },
  };
}
