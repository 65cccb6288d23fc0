import type { ProofFault } from './dpop-proofs.ts';
import { PROOF_ALGORITHMS } from './dpop-proofs.ts';

export type TokenScheme = 'Bearer' | 'DPoP';

const DPOP = `DPoP realm="stapi", algs="${PROOF_ALGORITHMS.join(' ')}"`;

/** For a request without a credential: what may be sent. */
export const WELCOME: string = `Bearer realm="stapi", ${DPOP}`;

/**
 * What is wrong with a token, in the scheme that it came with.
 *
 * @see RFC 6750, section 3; RFC 9449, section 7.1.
 */
export const challenge = (scheme: TokenScheme, error: ProofFault = 'invalid_token'): string =>
  scheme === 'Bearer'
    ? `Bearer realm="stapi", error="${error}"`
    : DPOP.replace(',', `, error="${error}",`);

/** For a token that is bound to a key and came as a Bearer (RFC 9449, section 7.2). */
export const PROVE_IT: string = `${challenge('Bearer')}, ${DPOP}`;
