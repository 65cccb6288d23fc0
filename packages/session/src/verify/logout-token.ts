import { isServerError, ServerError } from '@playgate/server';
import { jsonMember } from '@playgate/server/handlers';
import { jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';

/** Whom the authorization server has signed out. */
export interface LogoutToken {
  readonly id: string;
  /** Until when the token is good, in milliseconds since 1970. */
  readonly endsAt: number;
  readonly viewer?: string;
  /** One session there. Absent: all of the viewer. */
  readonly providerSession?: string;
}

export interface LogoutTokenChecks {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly clientId: string;
  readonly algorithms: string[];
  readonly now: number;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** How far the clocks of the two servers may be apart, in seconds. */
const TOLERANCE = 30;
/** How old a token may be, in seconds: longer than a server that tries again may take. */
const OLDEST = 300;

/**
 * Verifies a logout token: its signature by the published keys, issuer, audience, age, its event, and that it is no ID token.
 *
 * @throws {ServerError} `invalid_request`, which does not say of what it failed; or a `vendor_` code when the keys cannot be had.
 * @see OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6; RFC 8725, section 3.11.
 */
export async function verifyLogoutToken(
  token: string,
  { keys, issuer, clientId, algorithms, now }: LogoutTokenChecks,
): Promise<LogoutToken> {
  let found: LogoutToken | undefined;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...{ issuer, algorithms },
      audience: clientId,
      currentDate: new Date(now),
      clockTolerance: TOLERANCE,
      maxTokenAge: OLDEST,
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
    });
    const { typ = 'logout+jwt' } = protectedHeader;
    const isOfType = /^(?:application\/)?logout\+jwt$/i.test(typ);
    found = isOfType ? readClaims(payload) : undefined;
  } catch (error) {
    if (isServerError(error)) throw error;
    // Nothing of the error is kept: it quotes the token's claims.
  }
  if (found !== undefined) return found;
  throw new ServerError('invalid_request', 'This is no logout token for this application.');
}

function readClaims(payload: JWTPayload): LogoutToken | undefined {
  const { jti, sub, sid, exp, events, nonce } = payload;
  const event = jsonMember(events, EVENT);
  const viewer = typeof sub === 'string' && sub !== '' ? sub : undefined;
  const providerSession = typeof sid === 'string' && sid !== '' ? sid : undefined;
  if (typeof event !== 'object' || event === null || nonce !== undefined) return undefined;
  if (typeof jti !== 'string' || exp === undefined || !Number.isSafeInteger(exp)) return undefined;
  if (viewer === undefined && providerSession === undefined) return undefined;
  return {
    id: jti,
    endsAt: (exp + TOLERANCE) * 1000,
    ...(viewer !== undefined && { viewer }),
    ...(providerSession !== undefined && { providerSession }),
  };
}
