import { jsonMember } from '@playgate/server/handlers';
import type { TokenSet } from '@playgate/server/oauth';
import { OWN } from './access-order.ts';

/** The tokens of a session, as they lie in the store. Times are of this backend's clock, in milliseconds. */
export interface KeptTokens {
  /** Absent: there is no way to another access token. */
  readonly refreshToken?: string;
  /** What the sign-in may do. */
  readonly scopes?: readonly string[];
  /** At most one for each purpose. */
  readonly access: readonly KeptAccess[];
  /** Somebody is refreshing, and has until then. */
  readonly refreshingUntil?: number;
  /** The last refresh failed; nobody tries again before then. */
  readonly pausedUntil?: number;
}

/** An access token. */
export interface KeptAccess {
  /** As in `AccessOrder`. */
  readonly purpose: string;
  readonly token: string;
  /** When it was asked for. */
  readonly askedAt: number;
  /** From when on another is got ahead. */
  readonly renewAt?: number;
  /** When it is not used any more. Absent: when it is refused. */
  readonly endsAt?: number;
}

/** The tokens of a session that nobody is refreshing. */
export type IdleTokens = Omit<KeptTokens, 'refreshingUntil' | 'pausedUntil'>;

/** When a token is renewed: at this share of its life, at the latest so many milliseconds before its end. */
const RENEW_AT = 0.75;
const LATEST_RENEWAL = 60_000;
/** The end of its life in which it is not used any more: the share, and the most in milliseconds. */
const RESERVE = 0.1;
const LONGEST_RESERVE = 2000;

/** How tokens came. */
export interface Arrival {
  /** When they were asked for. */
  readonly asked: number;
  /** Which access token was. */
  readonly purpose: string;
  /** What they were got with. What the answer leaves out stays. */
  readonly before?: KeptTokens;
  /** The answer is not what was asked for: only what replaces the refresh token is kept. */
  readonly isUnfit?: boolean;
}

export function keepTokens(
  tokens: TokenSet,
  { asked, purpose, before, isUnfit = false }: Arrival,
): IdleTokens {
  const refreshToken = tokens.refreshToken?.reveal() ?? before?.refreshToken;
  const scopes = purpose === OWN ? (tokens.scopes ?? before?.scopes) : before?.scopes;
  const others = before?.access.filter(
    ({ purpose: other, endsAt = Infinity }) => other !== purpose && asked < endsAt,
  );
  return {
    ...(refreshToken !== undefined && { refreshToken }),
    ...(scopes !== undefined && { scopes }),
    access: [...(others ?? []), ...(isUnfit ? [] : [keepAccess(tokens, asked, purpose)])],
  };
}

function keepAccess(
  { accessToken, expiresInSeconds = 0 }: TokenSet,
  asked: number,
  purpose: string,
): KeptAccess {
  const life = expiresInSeconds * 1000;
  return {
    ...{ purpose, token: accessToken.reveal(), askedAt: asked },
    ...(life > 0 && {
      renewAt: asked + Math.max(life * RENEW_AT, life - LATEST_RENEWAL),
      endsAt: asked + life - Math.min(life * RESERVE, LONGEST_RESERVE),
    }),
  };
}

/** The access token for a purpose. */
export function accessFor({ access }: KeptTokens, purpose: string): KeptAccess | undefined {
  return access.find((one) => one.purpose === purpose);
}

/** The same without a mark of a refresh. */
export function idleTokens(tokens: KeptTokens): IdleTokens {
  const { refreshingUntil: _until, pausedUntil: _paused, ...idle } = tokens;
  return idle;
}

/** Whether the tokens themselves are the same. */
export function areSameTokens(one: KeptTokens, other: KeptTokens): boolean {
  const texts = ({ refreshToken, access }: KeptTokens): string =>
    JSON.stringify([refreshToken, access.map(({ token }) => token)]);
  return texts(one) === texts(other);
}

/** @returns `undefined` for what is none. */
export function parseKeptTokens(value: unknown): KeptTokens | undefined {
  const refreshToken = jsonMember(value, 'refreshToken');
  const scopes = jsonMember(value, 'scopes');
  const members = jsonMember(value, 'access');
  if (!Array.isArray(members)) return undefined;
  const access = members.map(parseKeptAccess).filter((one) => one !== undefined);
  return {
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(isTexts(scopes) && { scopes }),
    access,
    ...time(value, 'refreshingUntil'),
    ...time(value, 'pausedUntil'),
  };
}

function parseKeptAccess(value: unknown): KeptAccess | undefined {
  const purpose = jsonMember(value, 'purpose');
  const token = jsonMember(value, 'token');
  const askedAt = jsonMember(value, 'askedAt');
  if (typeof purpose !== 'string' || typeof token !== 'string' || typeof askedAt !== 'number')
    return undefined;
  return { purpose, token, askedAt, ...time(value, 'renewAt'), ...time(value, 'endsAt') };
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
