import type { Credentials } from '../../credentials/credentials.ts';
import type { Judgement } from '../../credentials/judgement.ts';
import type { IssuedToken, IssuedTokens } from '../authorization/issued-tokens.ts';
import type { TokenScheme } from './challenge.ts';
import { challenge, PROVE_IT } from './challenge.ts';
import type { DpopProofs } from './dpop-proofs.ts';
import type { Permission } from './permission.ts';

/** An access token, as a request brought it. */
export interface PresentedToken {
  readonly kind: 'token';
  readonly scheme: TokenScheme;
  readonly value: string;
}

export interface TokenParts {
  readonly tokens: IssuedTokens;
  readonly credentials: Credentials;
  readonly proofs: DpopProofs;
  /** Where this API and its media are: the audience of its tokens. */
  readonly address: () => string;
}

/** What the token is to open. */
export interface Wanted {
  readonly request: Request;
  readonly url: URL;
  readonly needed: Permission;
}

type Finding = Omit<Judgement, 'credential'>;

/** @see RFC 6750, section 3.1; RFC 9449, section 7. */
export async function judgeToken(
  parts: TokenParts,
  { scheme, value }: PresentedToken,
  wanted: Wanted,
): Promise<Finding> {
  const refused = { refusal: 401, challenge: challenge(scheme) } as const;
  if (value === '') return { verdict: 'malformed', ...refused };
  const book = parts.credentials.judge(value, { vendor: 'stapi' });
  if (book.refusal !== undefined) return { ...book, ...refused };
  const token = parts.tokens.find(value);
  if (token === undefined) return { ...book, verdict: 'revoked', ...refused };
  const unproved = await challengeOf(parts, { scheme, value }, token, wanted);
  if (unproved !== undefined)
    return { ...book, verdict: 'wrong', refusal: 401, challenge: unproved };
  return isFor(token, parts.address() + wanted.url.pathname) && token.scopes.includes(wanted.needed)
    ? book
    : { ...book, verdict: 'wrong', refusal: 403 };
}

/** What to say to whoever does not hold the token as it must be held; `undefined`: it is held so. */
async function challengeOf(
  { proofs }: TokenParts,
  { scheme, value: token }: Omit<PresentedToken, 'kind'>,
  { key }: IssuedToken,
  { request, url }: Wanted,
): Promise<string | undefined> {
  if (scheme === 'Bearer') return key === undefined ? undefined : PROVE_IT;
  // A plain token would prove nothing here, whoever signs beside it.
  if (key === undefined) return challenge(scheme);
  const fault = await proofs.faultOf(request, url, { token, key });
  return fault && challenge(scheme, fault);
}

/** An audience is the whole API, or a part of it and what lies below. */
function isFor({ audience }: IssuedToken, target: string): boolean {
  if (audience === undefined || target === audience) return true;
  return target.startsWith(audience.replace(/\/?$/, '/'));
}
