import { Secret } from '@playgate/server';
import type { ApiClock } from '@playgate/server';
import type { Session } from './session.ts';
import type { TokensOfSession } from './session-tokens.ts';

/** A token that is as young as that was hardly refused: it came for another caller whose was. In milliseconds. */
const YOUNG_MS = 2000;

/** Gives a session's access token with what is left of its life. */
export function createViewerToken(
  { accessToken, latest }: TokensOfSession,
  clock: ApiClock,
): Session['viewerToken'] {
  return async ({ fresh = false, signal } = {}) => {
    const { accessToken: last = '', askedAt = 0 } = latest() ?? {};
    const isRefused = fresh && clock.now() - askedAt >= YOUNG_MS;
    const token = await accessToken({
      ...(signal && { signal }),
      ...(isRefused && { refused: new Secret(last) }),
    });
    const { endsAt } = latest() ?? {};
    if (token === undefined || endsAt === undefined) return token && { accessToken: token };
    return { accessToken: token, expiresInSeconds: (endsAt - clock.now()) / 1000 };
  };
}
