import { jsonMember } from '@playgate/server/handlers';
import type { TokenSet } from '@playgate/server/oauth';
import { isNumber, isText, isTexts, storedMember } from './stored-member.ts';

/** The tokens of a session, as they lie in the store. Times are of this backend's clock, in milliseconds. */
export interface KeptTokens {
  /** Absent: there is no way to another access token. */
  readonly refreshToken?: string;
  /** What the sign-in was granted. No refresh may bring more. */
  readonly scopes?: readonly string[];
  /** At most one for each purpose. */
  readonly access: readonly KeptAccess[];
  /** Somebody is refreshing, and has until then. */
  readonly refreshingUntil?: number;
  /** What failed a moment ago. */
  readonly pauses?: readonly Pause[];
}

/** Nobody asks again before then. */
export interface Pause {
  readonly until: number;
  /** What alone failed. Absent: whatever is asked for. */
  readonly purpose?: string;
  /** Why, in a word of OAuth's. */
  readonly reason?: string;
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
  /** What it may do, where the answer said so. */
  readonly scopes?: readonly string[];
}

/** The tokens of a session that nobody is refreshing. */
export type IdleTokens = Omit<KeptTokens, 'refreshingUntil'>;

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
  readonly before?: IdleTokens;
  /** The answer is not what was asked for: only what replaces the refresh token is kept. */
  readonly isUnfit?: boolean;
}

export function keepTokens(
  tokens: TokenSet,
  { asked, purpose, before, isUnfit = false }: Arrival,
): IdleTokens {
  const refreshToken = tokens.refreshToken?.reveal() ?? before?.refreshToken;
  const scopes = before === undefined ? tokens.scopes : before.scopes;
  const others = before?.access.filter(
    ({ purpose: other, endsAt = Infinity }) => other !== purpose && asked < endsAt,
  );
  return {
    ...(refreshToken !== undefined && { refreshToken }),
    ...(scopes !== undefined && { scopes }),
    access: [...(others ?? []), ...(isUnfit ? [] : [keepAccess(tokens, asked, purpose)])],
    ...(before?.pauses !== undefined && { pauses: before.pauses }),
  };
}

function keepAccess(
  { accessToken, expiresInSeconds = 0, scopes }: TokenSet,
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
    ...(scopes !== undefined && { scopes }),
  };
}

/** The access token for a purpose. */
export function accessFor({ access }: KeptTokens, purpose: string): KeptAccess | undefined {
  return access.find((one) => one.purpose === purpose);
}

/** Whether an access token may still be used. */
export function isLasting({ endsAt = Infinity }: KeptAccess, now: number): boolean {
  return now < endsAt;
}

/** What keeps an access token from being asked for now. */
export function pauseOf(
  { pauses = [] }: KeptTokens,
  purpose: string,
  now: number,
): Pause | undefined {
  return pauses.find((one) => now < one.until && (one.purpose ?? purpose) === purpose);
}

/** The same without a mark of a refresh, and without pauses that are over. */
export function idleTokens(tokens: KeptTokens, now: number): IdleTokens {
  const { refreshingUntil: _until, pauses = [], ...idle } = tokens;
  const left = pauses.filter(({ until }) => now < until);
  return { ...idle, ...(left.length > 0 && { pauses: left }) };
}

export function withPause(tokens: IdleTokens, pause: Pause): IdleTokens {
  return { ...tokens, pauses: [...(tokens.pauses ?? []), pause] };
}

/** Whether the tokens themselves are the same. */
export function areSameTokens(one: KeptTokens, other: KeptTokens): boolean {
  const texts = ({ refreshToken, access }: KeptTokens): string =>
    JSON.stringify([refreshToken, access.map(({ token }) => token)]);
  return texts(one) === texts(other);
}

/** @returns `undefined` for what is none. */
export function parseKeptTokens(value: unknown): KeptTokens | undefined {
  const access = parseList(jsonMember(value, 'access'), parseKeptAccess);
  if (access === undefined) return undefined;
  const pauses = parseList(jsonMember(value, 'pauses'), parsePause);
  return {
    ...storedMember(value, 'refreshToken', isText),
    ...storedMember(value, 'scopes', isTexts),
    access,
    ...storedMember(value, 'refreshingUntil', isNumber),
    ...(pauses !== undefined && { pauses }),
  };
}

function parseList<T>(
  value: unknown,
  parse: (member: unknown) => T | undefined,
): readonly T[] | undefined {
  return Array.isArray(value) ? value.map(parse).filter((one) => one !== undefined) : undefined;
}

function parseKeptAccess(value: unknown): KeptAccess | undefined {
  const purpose = jsonMember(value, 'purpose');
  const token = jsonMember(value, 'token');
  const askedAt = jsonMember(value, 'askedAt');
  if (!isText(purpose) || !isText(token) || !isNumber(askedAt)) return undefined;
  return {
    ...{ purpose, token, askedAt },
    ...storedMember(value, 'renewAt', isNumber),
    ...storedMember(value, 'endsAt', isNumber),
    ...storedMember(value, 'scopes', isTexts),
  };
}

function parsePause(value: unknown): Pause | undefined {
  const until = jsonMember(value, 'until');
  if (!isNumber(until)) return undefined;
  return {
    until,
    ...storedMember(value, 'purpose', isText),
    ...storedMember(value, 'reason', isText),
  };
}
