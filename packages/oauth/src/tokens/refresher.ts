import type { Moment } from '../clock.ts';
import { elapsed, momentOf } from '../clock.ts';
import { isOAuthError, OAuthError } from '../oauth-error.ts';
import { createAskForTokens, isLost, lost } from './ask-for-tokens.ts';
import type { AskForTokens } from './ask-for-tokens.ts';
import { enterGrant, lastingOf } from './grant.ts';
import type { LiveSession } from './live-session.ts';
import type { RefreshParts } from './refresh-parts.ts';
import { refreshTogether } from './refresh-together.ts';

/** Refreshes a session whose refresh token is in this tab alone. */
async function refreshAlone(
  parts: RefreshParts,
  ask: AskForTokens,
  live: LiveSession,
): Promise<void> {
  const { keeper } = parts;
  if (live.refresh === undefined) return keeper.end(lost());
  try {
    const grant = await ask(live, live.refresh);
    // A sign-out in another tab counts from the moment it left its mark.
    if ((await keeper.find()) !== live) return void parts.revoke(lastingOf(grant));
    enterGrant(live, grant);
    keeper.accept(live, { ...grant.token, generation: (live.token?.generation ?? 0) + 1 }, true);
    parts.emit({ type: 'refreshed' });
  } catch (error) {
    if (!isLost(error)) throw error;
    if (keeper.current() === live) keeper.end(lost());
  }
}

interface Failure {
  readonly of: LiveSession;
  readonly error: OAuthError;
  readonly since: Moment;
  /** How many in a row. */
  readonly count: number;
}

const LONGEST_WAIT_MS = 30_000;

/** Refreshes: once for all that ask in this tab, and after a failure not again before its time. */
export function createRefresher(parts: RefreshParts): (live: LiveSession) => Promise<void> {
  const ask = createAskForTokens(parts);
  const { clock } = parts.settings.environment;
  let flight: { readonly of: LiveSession; readonly landed: Promise<void> } | undefined;
  let failure: Failure | undefined;

  async function fly(live: LiveSession): Promise<void> {
    try {
      await (live.isShared ? refreshTogether(parts, ask, live) : refreshAlone(parts, ask, live));
      failure = undefined;
    } catch (error) {
      const known = isOAuthError(error) ? error : new OAuthError('oauth_error', 'Unexpected.');
      const count = failure?.of === live ? failure.count + 1 : 1;
      failure = { of: live, error: known, since: momentOf(clock), count };
      parts.emit({ type: 'refresh-failed', code: known.code });
      throw known;
    } finally {
      flight = undefined;
    }
  }

  const waitMs = ({ error: { retryAfterMs = 0 }, count }: Failure): number =>
    Math.max(retryAfterMs, Math.min(250 * 2 ** count, LONGEST_WAIT_MS));

  return (live: LiveSession): Promise<void> => {
    if (flight?.of === live) return flight.landed;
    if (failure?.of === live && elapsed(failure.since, clock) < waitMs(failure))
      return Promise.reject(failure.error);
    const landed = fly(live);
    flight = { of: live, landed };
    return landed;
  };
}
