import type { EpochMs } from '@playgate/protocol';
import { jsonMember } from '../../json-member.ts';
import type { TokenSet } from '../../oauth/token-set.ts';

/** Tokens as they lie in a store. */
export interface TokenRecord {
  readonly accessToken: string;
  /** Absent: there is no way to another access token. */
  readonly refreshToken?: string;
  /** When the access token is not used any more. Absent: when it is refused. */
  readonly endsAt?: number;
  /** Somebody is refreshing, and has until then. */
  readonly refreshingUntil?: number;
}

/** The end of an access token's life in which it is not used any more: the share, and the most in milliseconds. */
const RESERVE = 0.1;
const LONGEST_RESERVE = 2000;

/**
 * @param asked When the tokens were asked for.
 * @param before What they were got with.
 */
export function tokenRecord(tokens: TokenSet, asked: EpochMs, before?: TokenRecord): TokenRecord {
  const { accessToken, expiresInSeconds } = tokens;
  const refreshToken = tokens.refreshToken?.reveal() ?? before?.refreshToken;
  const lifeMs = (expiresInSeconds ?? 0) * 1000;
  return {
    accessToken: accessToken.reveal(),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(lifeMs > 0 && { endsAt: asked + lifeMs - Math.min(lifeMs * RESERVE, LONGEST_RESERVE) }),
  };
}

export function formatTokenRecord(record: TokenRecord): string {
  return JSON.stringify(record);
}

/** @returns `undefined` for what is none, such as the mark of a session that is over. */
export function parseTokenRecord(text: string): TokenRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const accessToken = jsonMember(value, 'accessToken');
  const refreshToken = jsonMember(value, 'refreshToken');
  const endsAt = jsonMember(value, 'endsAt');
  const refreshingUntil = jsonMember(value, 'refreshingUntil');
  if (typeof accessToken !== 'string') return undefined;
  return {
    accessToken,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(typeof endsAt === 'number' && { endsAt }),
    ...(typeof refreshingUntil === 'number' && { refreshingUntil }),
  };
}
