import { bearerOf, credentialClass, dpopTokenOf } from '../../credentials/credential-class.ts';
import type { Judgement } from '../../credentials/judgement.ts';
import { UNGUARDED } from '../../credentials/judgement.ts';
import type { ApiKeys } from './api-keys.ts';
import { WELCOME } from './challenge.ts';
import type { PresentedToken, TokenParts } from './judge-token.ts';
import { judgeToken } from './judge-token.ts';
import type { Permission } from './permission.ts';
import { permissionFor } from './permission.ts';
import type { Settings } from './settings.ts';

/** @see STAPI, "API Keys". */
export const API_KEY_HEADER = 'x-stapi-api-key';

export interface JudgeParts extends TokenParts {
  readonly apiKeys: ApiKeys;
  readonly settings: () => Settings;
}

type Finding = Omit<Judgement, 'credential'>;

type Presented = PresentedToken | { readonly kind: 'key'; readonly value: string };

const WRONG: Finding = { verdict: 'wrong', refusal: 401 };
const FORBIDDEN: Finding = { verdict: 'wrong', refusal: 403 };

/** Looks for the credentials of a request in all their places, and says what they are good for. */
export async function judge(parts: JudgeParts, request: Request, url: URL): Promise<Judgement> {
  const needed = permissionFor(request.method, url.pathname);
  if (needed === undefined) return UNGUARDED;
  const all = presented(request, url, parts.settings().queryKeyName);
  const credential = all.some(({ kind }) => kind === 'key') ? 'key' : credentialClass(request, url);
  const counts = countingOne(all, parts.settings());
  if (counts === 'unclear') return { credential, verdict: 'malformed' };
  if (counts === undefined)
    return { credential, verdict: 'missing', refusal: 401, challenge: WELCOME };
  const finding =
    counts.kind === 'key'
      ? judgeKey(parts.apiKeys, counts.value, needed)
      : await judgeToken(parts, counts, { request, url, needed });
  return { credential, ...finding };
}

function presented(request: Request, url: URL, queryKeyName: string): readonly Presented[] {
  const header = request.headers.get(API_KEY_HEADER);
  const [bearer, dpop] = [bearerOf(request), dpopTokenOf(request)];
  const key = (value: string): Presented => ({ kind: 'key', value });
  return [
    ...(header === null ? [] : [key(header)]),
    ...url.searchParams.getAll(queryKeyName).map(key),
    ...(bearer === undefined ? [] : [{ kind: 'token', scheme: 'Bearer', value: bearer } as const]),
    ...(dpop === undefined ? [] : [{ kind: 'token', scheme: 'DPoP', value: dpop } as const]),
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
