import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { setBounded } from '../../set-bounded.ts';
import type { DpopNonces } from './dpop-nonces.ts';

/** What a proof is to prove: that this request is made by whoever has the key of this token. */
export interface Proved {
  readonly token: string;
  /** The thumbprint of the key that the token is bound to. */
  readonly key: string;
}

/** Why a proof does not do, in the words of RFC 9449, sections 7.1 and 9. */
export type ProofFault = 'invalid_dpop_proof' | 'invalid_token' | 'use_dpop_nonce';

export interface DpopProofs {
  /** @returns `undefined`: nothing is wrong with it. */
  faultOf(request: Request, url: URL, proved: Proved): Promise<ProofFault | undefined>;
}

export interface DpopProofParts {
  /** Milliseconds since 1970. Proofs are dated by the computers that make them, so this is the computer's clock. */
  readonly now: () => number;
  /** Absent: a proof needs none. */
  readonly nonces: () => DpopNonces | undefined;
}

/** The signatures that are taken; challenges name them. */
export const PROOF_ALGORITHMS: readonly string[] = ['ES256', 'EdDSA'];

/** How old a proof may be, and how far ahead the clock of the computer that made it. */
const OLDEST_SECONDS = 60;
const AHEAD_SECONDS = 5;

interface Proof {
  readonly claims: JWTPayload;
  /** The thumbprint of the key that signed it. */
  readonly key: string;
}

/** Checks proofs of possession, each of which is good once. @see RFC 9449, sections 4.3, 7.1, 9 and 11.1. */
export function createDpopProofs({ now, nonces }: DpopProofParts): DpopProofs {
  const used = new Map<string, true>();

  async function read(text: string): Promise<Proof | undefined> {
    try {
      const { payload: claims, protectedHeader } = await jwtVerify(text, EmbeddedJWK, {
        typ: 'dpop+jwt',
        algorithms: [...PROOF_ALGORITHMS],
        requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
        maxTokenAge: OLDEST_SECONDS,
        clockTolerance: AHEAD_SECONDS,
        currentDate: new Date(now()),
      });
      return { claims, key: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
    } catch {
      // Whatever is wrong with it, it proves nothing.
      return undefined;
    }
  }

  function isFirstUse({ claims: { jti }, key }: Proof): boolean {
    const name = `${key} ${jti}`;
    const isFirst = !used.has(name);
    setBounded(used, name, true);
    return isFirst;
  }

  return {
    async faultOf({ method, headers }, url, { token, key }) {
      // Two headers come as one with a comma, which is no proof.
      const proof = await read(headers.get('dpop') ?? '');
      if (proof === undefined) return 'invalid_dpop_proof';
      const { htm, htu, ath, nonce } = proof.claims;
      if (htm !== method || !isAddress(htu, url)) return 'invalid_dpop_proof';
      if (ath !== digest(token)) return 'invalid_dpop_proof';
      if (proof.key !== key) return 'invalid_token';
      if (nonces()?.isKnown(nonce) === false) return 'use_dpop_nonce';
      return isFirstUse(proof) ? undefined : 'invalid_dpop_proof';
    },
  };
}

/** Without query and fragment, however it is spelled. */
function isAddress(claimed: unknown, { origin, pathname }: URL): boolean {
  if (typeof claimed !== 'string' || !URL.canParse(claimed)) return false;
  const named = new URL(claimed);
  return named.origin === origin && named.pathname === pathname;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
