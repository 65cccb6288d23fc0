import type { EpochMs } from '@playgate/protocol';
import { systemClock } from '../../system-clock.ts';
import type { BrightcoveClaims, BrightcoveStaticClaims } from './brightcove-claims.ts';
import { readBrightcoveSigning } from './brightcove-signer.ts';
import type { BrightcoveSigning } from './brightcove-signer.ts';
import { signBrightcoveToken } from './sign-brightcove-token.ts';
import type { BrightcoveToken } from './sign-brightcove-token.ts';

/** Options of `mintBrightcoveToken`. */
export type MintBrightcoveTokenOptions = BrightcoveSigning & {
  /** How long it lasts, in seconds: 1 to 2592000, 30 days. Default 3600. */
  readonly lifetimeSeconds?: number;
  /** Default: the system's clock. */
  readonly now?: EpochMs;
  readonly signal?: AbortSignal;
} & (
    | { readonly kind?: 'playback'; readonly claims?: BrightcoveClaims }
    | { readonly kind: 'static'; readonly claims?: BrightcoveStaticClaims }
  );

/**
 * Makes a token without a pass, for native players and for tools. Web players get theirs by a pass: see `brightcove`. A key that is given
 * as text is imported each time; give a signer of `importSigningKey` where many are made.
 *
 * @throws {ServerError} `config`, naming the option; `invalid_grant`, naming the claim; `aborted`.
 */
export async function mintBrightcoveToken(
  options: MintBrightcoveTokenOptions,
): Promise<BrightcoveToken> {
  const { accountId, signer } = readBrightcoveSigning(options);
  const { kind = 'playback', claims = {}, lifetimeSeconds = 3600, signal } = options;
  return signBrightcoveToken(signer, {
    accountId,
    kind,
    claims: { ...claims },
    now: options.now ?? systemClock.now(),
    lifetimeSeconds,
    ...(signal !== undefined && { signal }),
  });
}
