import { getValidatedIdTokenClaims } from 'oauth4webapi';
import type { TokenEndpointResponse } from 'oauth4webapi';
import type { Moment } from '../clock.ts';
import { OAuthError } from '../oauth-error.ts';
import type { AccessToken, LiveSession } from './live-session.ts';

/** What the token endpoint gave. */
export interface Grant {
  readonly token: Omit<AccessToken, 'generation'>;
  readonly refresh: string | undefined;
  readonly idToken: string | undefined;
  readonly scope: string | undefined;
  readonly claims: Readonly<Record<string, unknown>> | undefined;
}

const SHORTEST_MS = 1000;
/** Tokens without an end count as long as that. */
const LONGEST_MS = 86_400_000;

/**
 * @param since When the request began.
 * @throws {OAuthError} `not_bound`
 */
export function readGrant(answer: TokenEndpointResponse, since: Moment, isBound: boolean): Grant {
  if ((answer.token_type === 'dpop') !== isBound)
    throw new OAuthError('not_bound', 'The token is not bound as it was asked for.');
  return {
    token: {
      value: answer.access_token,
      isBound,
      since,
      // Without a life: until it is refused. The shortest keeps a server that gives none from being asked in a loop.
      lifeMs: Math.max((answer.expires_in ?? Infinity) * 1000, SHORTEST_MS),
    },
    refresh: answer.refresh_token,
    idToken: answer.id_token,
    scope: answer.scope,
    claims: getValidatedIdTokenClaims(answer),
  };
}

/** Enters what came into the session. */
export function enterGrant(live: LiveSession, { refresh, idToken, scope, claims }: Grant): void {
  if (!live.isShared) live.refresh = refresh ?? live.refresh;
  live.idToken = idToken ?? live.idToken;
  live.scope = scope ?? live.scope;
  live.claims = claims ?? live.claims;
}

/** What lasts longest of it: revoked, the rest ends, too. */
export const lastingOf = ({ refresh, token }: Grant): string => refresh ?? token.value;

/** Until when its access token may be of use in some tab, by the wall clock. */
export const liveUntil = (nowMs: number, { token }: Grant): number =>
  nowMs + Math.min(token.lifeMs, LONGEST_MS);
