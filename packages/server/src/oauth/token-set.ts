import { getValidatedIdTokenClaims } from 'oauth4webapi';
import type { TokenEndpointResponse } from 'oauth4webapi';
import { isBearerToken } from '../api/tokens/bearer-token.ts';
import { Secret } from '../secret/secret.ts';

/** What a token endpoint gave. */
export interface TokenSet {
  /** Travels as `Authorization: Bearer`. */
  readonly accessToken: Secret;
  /** Replaces the one it was got with, where there was one. Absent: that one stays. */
  readonly refreshToken?: Secret;
  /** How long the access token lasts, counted from the request. */
  readonly expiresInSeconds?: number;
  /** What it may do, where the answer says so: less than was asked, perhaps. */
  readonly scopes?: readonly string[];
  /** Whose it is, from an ID token. */
  readonly subject?: string;
  /** What that ID token says, and the token itself: a hint for the sign-out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly idToken?: Secret;
}

/** @returns `undefined` when the access token is none that can stand in a header, or needs more than that (`token_type`). */
export function readTokenSet(answer: TokenEndpointResponse): TokenSet | undefined {
  const { access_token: token, refresh_token: refresh, expires_in: seconds, scope } = answer;
  if (answer.token_type !== 'bearer') return undefined;
  const claims = getValidatedIdTokenClaims(answer);
  if (!isBearerToken(token) || (seconds !== undefined && !(seconds > 0))) return undefined;
  return {
    accessToken: new Secret(token),
    ...(refresh !== undefined && { refreshToken: new Secret(refresh) }),
    ...(seconds !== undefined && { expiresInSeconds: seconds }),
    ...(scope !== undefined && { scopes: scope.split(' ').filter((one) => one !== '') }),
    ...(claims !== undefined && { subject: claims.sub, claims: { ...claims } }),
    ...(answer.id_token !== undefined && { idToken: new Secret(answer.id_token) }),
  };
}
