import { elapsed, momentOf } from '../clock.ts';
import type { Clock, Moment } from '../clock.ts';
import { isOAuthError, OAuthError } from '../oauth-error.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import { ageOf } from './live-session.ts';
import type { AccessToken, LiveSession } from './live-session.ts';
import { pause, race } from '../race.ts';

/** How a token is wanted. */
export interface TokenWish {
  readonly signal?: AbortSignal | undefined;
  /** A token that was refused: not that one again. */
  readonly not?: string | undefined;
  /** Whoever keeps it had rather wait a moment than get one that is about to be replaced. */
  readonly isToLast?: boolean;
}

/** Hands out access tokens that are good. */
export interface TokenHolder {
  /**
   * @returns `undefined`: nobody is signed in.
   * @throws {OAuthError}
   */
  take(wish: TokenWish): Promise<AccessToken | undefined>;
}

const REFUSALS = 3;
const REFUSALS_MS = 60_000;
const MOMENT_MS = 1000;

export function createTokenHolder(
  clock: Clock,
  keeper: SessionKeeper,
  refresh: (live: LiveSession) => Promise<void>,
): TokenHolder {
  let refusals: Moment[] = [];
  let refused: string | undefined;

  /** Keeps servers that refuse every token from being asked for new ones without end. */
  function brake(token: string): void {
    if (token === refused) return;
    refusals = refusals.filter((at) => elapsed(at, clock) < REFUSALS_MS);
    if (refusals.length >= REFUSALS)
      throw new OAuthError('token_refused', 'Tokens are refused though they are fresh.');
    refusals.push(momentOf(clock));
    refused = token;
  }

  async function take({ signal, not, isToLast }: TokenWish): Promise<AccessToken | undefined> {
    let isEnough = !isToLast;
    for (;;) {
      const live = await race(keeper.find(), signal);
      if (!live) return undefined;
      const { token } = live;
      const age = token && ageOf(token, clock);
      const ends = [signal, live.over.signal, keeper.disposed];
      if (token && age !== 'over' && token.value !== not) {
        // Its failure is an event, and the next one's to tell.
        const renewed = age === 'aging' && refresh(live).catch(() => {});
        if (!renewed || isEnough) return token;
        isEnough = true;
        await race(Promise.race([renewed, pause(clock, MOMENT_MS)]), ...ends);
        continue;
      }
      if (not !== undefined && token?.value === not) brake(not);
      await race(refresh(live), ...ends);
    }
  }

  return {
    async take(wish) {
      try {
        return await take(wish);
      } catch (error) {
        // The session is over, and says why.
        if (isOAuthError(error) && isOver(error)) return undefined;
        throw error;
      }
    },
  };
}

const isOver = ({ code }: OAuthError): boolean => code === 'signed_out' || code === 'session_lost';
