import { jsonMember } from '@playgate/server/handlers';
import type { TokenSet } from '@playgate/server/oauth';

/** The tokens of a session, as they lie in the store. Times are of this backend's clock, in milliseconds. */
export interface KeptTokens {
  readonly accessToken: string;
  /** Absent: there is no way to another access token. */
  readonly refreshToken?: string;
  readonly scopes?: readonly string[];
  /** When they were asked for. */
  readonly askedAt?: number;
  /** From when on another is got ahead. */
  readonly renewAt?: number;
  /** When the access token is not used any more. Absent: when it is refused. */
  readonly endsAt?: number;
  /** Somebody is refreshing, and has until then. */
  readonly refreshingUntil?: number;
  /** The last refresh failed; nobody tries again before then. */
  readonly pausedUntil?: number;
}

/** The tokens of a session that nobody is refreshing. */
export type IdleTokens = Omit<KeptTokens, 'refreshingUntil' | 'pausedUntil'>;

/** When a token is renewed: at this share of its life, at the latest so many milliseconds before its end. */
const RENEW_AT = 0.75;
const LATEST_RENEWAL = 60_000;
/** The end of its life in which it is not used any more: the share, and the most in milliseconds. */
const RESERVE = 0.1;
const LONGEST_RESERVE = 2000;

/**
 * @param asked When the tokens were asked for.
 * @param before What they were got with. What the answer leaves out stays.
 */
export function keepTokens(tokens: TokenSet, asked: number, before?: KeptTokens): IdleTokens {
  const { accessToken, expiresInSeconds = 0 } = tokens;
  const refreshToken = tokens.refreshToken?.reveal() ?? before?.refreshToken;
  const scopes = tokens.scopes ?? before?.scopes;
  const life = expiresInSeconds * 1000;
  return {
    accessToken: accessToken.reveal(),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(scopes !== undefined && { scopes }),
    askedAt: asked,
    ...(life > 0 && {
      renewAt: asked + Math.max(life * RENEW_AT, life - LATEST_RENEWAL),
      endsAt: asked + life - Math.min(life * RESERVE, LONGEST_RESERVE),
    }),
  };
}

/** The same without a mark of a refresh. */
export function idleTokens(tokens: KeptTokens): IdleTokens {
  const { refreshingUntil: _until, pausedUntil: _paused, ...idle } = tokens;
  return idle;
}

/** @returns `undefined` for what is none. */
export function parseKeptTokens(value: unknown): KeptTokens | undefined {
  const accessToken = jsonMember(value, 'accessToken');
  const refreshToken = jsonMember(value, 'refreshToken');
  const scopes = jsonMember(value, 'scopes');
  if (typeof accessToken !== 'string') return undefined;
  return {
    accessToken,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(isTexts(scopes) && { scopes }),
    ...time(value, 'askedAt'),
    ...time(value, 'renewAt'),
    ...time(value, 'endsAt'),
    ...time(value, 'refreshingUntil'),
    ...time(value, 'pausedUntil'),
  };
}

function time<Name extends string>(value: unknown, name: Name): { readonly [N in Name]?: number } {
  const ms = jsonMember(value, name);
  const found: { [N in Name]?: number } = {};
  if (typeof ms === 'number') found[name] = ms;
  return found;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
