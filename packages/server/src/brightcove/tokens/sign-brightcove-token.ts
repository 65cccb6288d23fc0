import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import type { JwtSigner } from '../../jwt/jwt-signer.ts';
import { signJwt } from '../../jwt/sign-jwt.ts';
import { checkBrightcoveClaims } from './brightcove-claims.ts';
import type { BrightcoveTokenKind } from './brightcove-claims.ts';
import { invalidClaim } from './claim-check.ts';

/** One token, as it is ordered. */
export interface BrightcoveTokenOrder {
  readonly accountId: string;
  readonly kind: BrightcoveTokenKind;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly now: EpochMs;
  readonly lifetimeSeconds: number;
  readonly signal?: AbortSignal;
}

/** One token, as it was made. */
export interface BrightcoveToken {
  /** The JWT: a credential. */
  readonly token: string;
  readonly expiresAt: EpochMs;
}

/** The longest that a token may last, in seconds: 30 days. */
const LONGEST = 2_592_000;

/**
 * Signs a token: `accid`, `iat`, `exp`, then the claims in the order in which they are given, each checked.
 *
 * @throws {ServerError} `invalid_grant`, naming the claim; `aborted`.
 */
export async function signBrightcoveToken(
  signer: JwtSigner,
  { accountId, kind, claims, now, lifetimeSeconds, signal }: BrightcoveTokenOrder,
): Promise<BrightcoveToken> {
  const iat = Math.floor(now / 1000);
  // Whole seconds, and never later than was ordered.
  const exp = Math.max(iat + 1, Math.floor(now / 1000 + lifetimeSeconds));
  if (!(lifetimeSeconds >= 1 && exp - iat <= LONGEST))
    throw invalidClaim('exp', 'must be from a second to 30 days after iat');
  const checked = checkBrightcoveClaims(claims, kind);
  if (Number(checked['nbf'] ?? 0) >= exp) throw invalidClaim('nbf', 'must be before exp');
  const token = await signJwt(
    signer,
    { accid: accountId, iat, exp, ...checked },
    { ...(signal && { signal }) },
  );
  return { token, expiresAt: epochMs(exp * 1000) };
}
