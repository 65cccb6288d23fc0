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
}

export function readTokenState(answer: IntrospectionResponse): TokenState {
  const { active, scope, client_id: clientId, sub: subject, aud, exp } = answer;
  if (!active) return { active };
  return {
    active,
    ...(scope !== undefined && { scopes: scope.split(' ') }),
    ...(clientId !== undefined && { clientId }),
    ...(subject !== undefined && { subject }),
    ...(aud !== undefined && { audience: [aud].flat() }),
    ...(exp !== undefined && { expiresAt: epochMs(exp * 1000) }),
  };
}
