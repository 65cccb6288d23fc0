import type { EpochMs } from '@playgate/protocol';
import { epochMs } from '@playgate/protocol';
import type { IntrospectionResponse } from 'oauth4webapi';

/** What the vendor says of a token. */
export interface TokenState {
  /** Whether it is good now. If not, nothing else is known. */
  readonly active: boolean;
  readonly scopes?: readonly string[];
  readonly clientId?: string;
  readonly subject?: string;
  /** What it is for. */
  readonly audience?: readonly string[];
  readonly expiresAt?: EpochMs;
  readonly issuedAt?: EpochMs;
  readonly tokenId?: string;
  /** Whether it is bound to a key (RFC 8705, RFC 9449): good for nothing as a Bearer token. */
  readonly isBound?: boolean;
}

export function readTokenState(answer: IntrospectionResponse): TokenState {
  const { active, scope, client_id: clientId, sub: subject, aud, exp, iat, jti, cnf } = answer;
  if (!active) return { active };
  return {
    active,
    ...(scope !== undefined && { scopes: scope.split(' ') }),
    ...(clientId !== undefined && { clientId }),
    ...(subject !== undefined && { subject }),
    ...(aud !== undefined && { audience: [aud].flat() }),
    ...(exp !== undefined && { expiresAt: epochMs(exp * 1000) }),
    ...(iat !== undefined && { issuedAt: epochMs(iat * 1000) }),
    ...(jti !== undefined && { tokenId: jti }),
    ...(cnf !== undefined && { isBound: true }),
  };
}
