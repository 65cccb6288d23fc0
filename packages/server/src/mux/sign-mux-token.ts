import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { signJwt } from '../jwt/sign-jwt.ts';
import { ServerError } from '../server-error.ts';
import { AUDIENCES } from './mux-kind.ts';
import type { MuxKind } from './mux-kind.ts';
import { checkMuxParams } from './mux-params.ts';
import type { MuxSigner } from './mux-signing.ts';

/** One token, as it is ordered. */
export interface MuxTokenOrder {
  readonly playbackId: string;
  readonly kind: MuxKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly now: EpochMs;
  readonly lifetimeSeconds: number;
  readonly signal?: AbortSignal;
}

/** One token, as it was made. */
export interface MuxToken {
  /** The JWT: a credential. */
  readonly token: string;
  readonly expiresAt: EpochMs;
}

/**
 * Signs a token as the vendor's library for Node does (14.0.1), byte for byte: `alg` and `typ` in the header; the parameters, `kid`, `sub`,
 * `aud` and `exp` in the payload.
 *
 * @throws {ServerError} `invalid_grant`, naming what is wrong; `aborted`.
 */
export async function signMuxToken(
  { signer, keyId }: MuxSigner,
  { playbackId, kind, params, now, lifetimeSeconds, signal }: MuxTokenOrder,
): Promise<MuxToken> {
  if (!(lifetimeSeconds >= 1 && Number.isFinite(lifetimeSeconds)))
    throw new ServerError('invalid_grant', 'A token must last at least a second.');
  // Whole seconds, and never later than was ordered, but for the first second.
  const exp = Math.max(Math.floor(now / 1000) + 1, Math.floor(now / 1000 + lifetimeSeconds));
  const token = await signJwt(
    signer,
    { ...checkMuxParams(params), kid: keyId, sub: playbackId, aud: AUDIENCES[kind], exp },
    { ...(signal && { signal }) },
  );
  return { token, expiresAt: epochMs(exp * 1000) };
}
