/** The algorithms that vendors take. */
export type JwtAlgorithm = 'RS256' | 'RS512' | 'ES256';

/**
 * Signs JWTs. Made from a key by `importSigningKey`, or by hand over a key that never leaves its vault: then `sign` gets the bytes to sign
 * and gives the raw JWS signature (RFC 7518: RSASSA-PKCS1-v1_5, or r‖s for ES256).
 */
export interface JwtSigner {
  readonly algorithm: JwtAlgorithm;
  /** Put into the header as `kid`, where there is one. */
  readonly keyId?: string;
  sign(input: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Claims in the order in which they are to be written. */
export type JwtClaims = Readonly<Record<string, unknown>>;
