import { bearerOf, credentialClass } from '../../credential-class.ts';
import type { Credentials } from '../../credentials.ts';
import type { Judgement } from '../../judgement.ts';
import { UNGUARDED } from '../../judgement.ts';
import type { IssuedTokens } from '../authorization/issued-tokens.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Permission } from './permission.ts';
import { permissionFor } from './permission.ts';
import type { Settings } from './settings.ts';

/** @see STAPI, "API Keys". */
export const API_KEY_HEADER = 'x-stapi-api-key';

export interface JudgeParts {
  readonly apiKeys: ApiKeys;
  readonly tokens: IssuedTokens;
  readonly credentials: Credentials;
  readonly settings: () => Settings;
  /** Where this API and its media are: the audience of its tokens. */
  readonly address: () => string;
}

type Finding = Omit<Judgement, 'credential'>;

interface Presented {
  readonly kind: 'key' | 'token';
  readonly value: string;
}

const WRONG: Finding = { verdict: 'wrong', refusal: 401 };
const FORBIDDEN: Finding = { verdict: 'wrong', refusal: 403 };

/** Looks for the credentials of a request in all three places, and says what they are good for. */
export function judge(parts: JudgeParts, request: Request, url: URL): Judgement {
  const needed = permissionFor(request.method, url.pathname);
  if (needed === undefined) return UNGUARDED;
  const all = presented(request, url, parts.settings().queryKeyName);
  const credential = all.some(({ kind }) => kind === 'key') ? 'key' : credentialClass(request, url);
  const counts = countingOne(all, parts.settings());
  if (counts === 'unclear') return { credential, verdict: 'malformed' };
  if (counts === undefined) return { credential, verdict: 'missing', refusal: 401 };
  const finding =
    counts.kind === 'key'
      ? judgeKey(parts.apiKeys, counts.value, needed)
      : judgeToken(parts, counts.value, needed, url.pathname);
  return { credential, ...finding };
}

function presented(request: Request, url: URL, queryKeyName: string): readonly Presented[] {
  const header = request.headers.get(API_KEY_HEADER);
  const bearer = bearerOf(request);
  return [
    ...(header === null ? [] : [{ kind: 'key', value: header } as const]),
    ...url.searchParams.getAll(queryKeyName).map((value) => ({ kind: 'key', value }) as const),
    ...(bearer === undefined ? [] : [{ kind: 'token', value: bearer } as const]),
  ];
}

function countingOne(
  all: readonly Presented[],
  { twoCredentials }: Settings,
): Presented | 'unclear' | undefined {
  if (all.length < 2) return all[0];
  const counting = all.filter(({ kind }) => kind === twoCredentials);
  return counting.length === 1 ? counting[0] : 'unclear';
}

function judgeKey(apiKeys: ApiKeys, value: string, needed: Permission): Finding {
  const key = apiKeys.find(value);
  if (key === undefined) return WRONG;
  if (key.isRevoked) return { verdict: 'revoked', refusal: 401 };
  // A key opens the API. Media are for tokens, which may be seen in a browser.
  if (needed === 'videos:play') return FORBIDDEN;
  return key.permissions.includes(needed) ? { verdict: 'ok' } : FORBIDDEN;
}

function judgeToken(
  { tokens, credentials, address }: JudgeParts,
  value: string,
  needed: Permission,
  path: string,
): Finding {
  if (value === '') return { verdict: 'malformed', refusal: 401 };
  const book = credentials.judge(value, { vendor: 'stapi' });
  if (book.refusal !== undefined) return book;
  const token = tokens.find(value);
  if (token === undefined) return { ...book, verdict: 'revoked', refusal: 401 };
  // Bound to a key: as a Bearer it is worth nothing (RFC 9449, section 7.2).
  if (token.bound) return { ...book, ...WRONG };
  const isFor = token.audience === undefined || isBelow(address() + path, token.audience);
  return isFor && token.scopes.includes(needed) ? book : { ...book, ...FORBIDDEN };
}

/** An audience is the whole API, or a part of it and what lies below. */
const isBelow = (target: string, audience: string): boolean =>
  target === audience || target.startsWith(audience.replace(/\/?$/, '/'));
