import { None, processRefreshTokenResponse, refreshTokenGrantRequest } from 'oauth4webapi';
import { isOAuthError, OAuthError } from '../oauth-error.ts';
import { readGrant } from './grant.ts';
import type { Grant } from './grant.ts';
import type { LiveSession } from './live-session.ts';
import { pause } from '../race.ts';
import type { RefreshParts } from './refresh-parts.ts';

/** Asks the server for new tokens. */
export type AskForTokens = (
  live: LiveSession,
  refresh: string,
  leaves?: () => void,
) => Promise<Grant>;

const BEFORE_REPEAT_MS = 500;

/**
 * One refresh. An answer that was lost is asked for once more, with the same refresh token: if the server had rotated, that says so. So
 * is a no that is no OAuth error, which could be a proxy's.
 */
export function createAskForTokens(parts: RefreshParts): AskForTokens {
  const { settings, server } = parts;
  const { clock } = settings.environment;

  async function ask(live: LiveSession, refresh: string, leaves?: () => void): Promise<Grant> {
    const dpop = (await parts.dpopKey())?.handle;
    const terms = { dpop, ...(leaves && { leaves }) };
    const grant = await server.talk(terms, async ({ server: as, client, options, left }) => {
      const response = await refreshTokenGrantRequest(as, client, None(), refresh, options);
      const answer = await processRefreshTokenResponse(as, client, response);
      return readGrant(answer, left(), dpop !== undefined);
    });
    if (grant.claims && live.subject !== undefined && grant.claims['sub'] !== live.subject)
      throw new OAuthError('invalid_id_token', 'The refresh answered for somebody else.');
    return grant;
  }

  return async (live, refresh, leaves) => {
    try {
      return await ask(live, refresh, leaves);
    } catch (error) {
      if (!isOAuthError(error) || (error.code !== 'network' && !isUnclear(error))) throw error;
      await pause(clock, BEFORE_REPEAT_MS);
      return ask(live, refresh, leaves).catch((again: unknown) => {
        // It could not be asked again, or there was no answer to that, either.
        throw isOAuthError(again) && again.code === 'timeout' ? error : again;
      });
    }
  };
}

const isUnclear = ({ code, status }: OAuthError): boolean =>
  code === 'invalid_response' && status !== undefined && [400, 401, 403].includes(status);

/** Whether the server takes the refresh token no longer. */
export const isLost = (error: unknown): boolean =>
  isOAuthError(error) && (error.code === 'invalid_grant' || isUnclear(error));

export const lost = (): OAuthError =>
  new OAuthError('session_lost', 'The server takes the refresh token no longer.');
