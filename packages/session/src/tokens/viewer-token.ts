import { Secret, ServerError } from '@playgate/server';
import { OWN, readAccessOrder } from './access-order.ts';
import { accessFor } from '../store/kept-tokens.ts';
import type { Session } from '../session.ts';
import type { SessionSettings } from '../session-settings.ts';
import type { TokensOfSession } from './session-tokens.ts';

/** A token that is as young as that was hardly refused: it came for another caller whose was. In milliseconds. */
const YOUNG_MS = 2000;

/** Gives an access token of a session with what is left of its life. */
export function createViewerToken(
  { get, latest }: TokensOfSession,
  settings: SessionSettings,
): Session['viewerToken'] {
  const { clock } = settings;
  return async ({ fresh = false, signal, ...narrow } = {}) => {
    const order = readAccessOrder(narrow, settings);
    const tokens = latest();
    const held = tokens && accessFor(tokens, order.purpose);
    if (order.purpose !== OWN && tokens !== undefined && tokens.refreshToken === undefined)
      throw new ServerError(
        'config',
        'There is no refresh token to get a narrower token with. Ask for offline_access, or whatever brings one.',
      );
    const isRefused = fresh && held !== undefined && clock.now() - held.askedAt >= YOUNG_MS;
    const got = await get(order, {
      ...(signal && { signal }),
      ...(isRefused && { refused: new Secret(held.token) }),
    });
    if (got === undefined) return undefined;
    const { token, endsAt } = got;
    const left = (endsAt ?? 0) - clock.now();
    return {
      accessToken: new Secret(token),
      // It lasted a moment ago, and has its reserve.
      ...(endsAt !== undefined && { expiresInSeconds: Math.max(1, left) / 1000 }),
    };
  };
}
