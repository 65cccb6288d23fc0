import { callerGone } from '../call/caller-gone.ts';
import { ServerError } from '../server-error.ts';
import { encodeBase64url } from './base64url.ts';
import type { JwtClaims, JwtSigner } from './jwt-signer.ts';

/** How one token is signed. */
export interface SignJwtOptions {
  /** Members of the header after `alg`, `typ` and `kid`; one of these replaces it. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

const UTF8 = new TextEncoder();
/** The header of every token that a signer makes. */
const headers = new WeakMap<JwtSigner, string>();

/**
 * Signs claims as a compact JWS (RFC 7515, section 3.1). Claims and header members are written in the order in which they are given.
 *
 * @throws {ServerError} `aborted`; `config` when a signer made by hand gives no usable signature.
 */
export async function signJwt(
  signer: JwtSigner,
  claims: JwtClaims,
  { header, signal }: SignJwtOptions = {},
): Promise<string> {
  if (signal?.aborted) throw callerGone(signal.reason);
  const head = header === undefined ? standardHeader(signer) : headerSegment(signer, header);
  const input = `${head}.${segment(claims)}`;
  const signature = await signer.sign(UTF8.encode(input), signal);
  checkSignature(signature, signer);
  return `${input}.${encodeBase64url(signature)}`;
}

function standardHeader(signer: JwtSigner): string {
  const known = headers.get(signer);
  if (known !== undefined) return known;
  const made = headerSegment(signer, {});
  headers.set(signer, made);
  return made;
}

function headerSegment(
  { algorithm, keyId }: JwtSigner,
  more: Readonly<Record<string, unknown>>,
): string {
  return segment({ alg: algorithm, typ: 'JWT', kid: keyId, ...more });
}

function segment(value: Readonly<Record<string, unknown>>): string {
  return encodeBase64url(JSON.stringify(value));
}

/** Key vaults often give ECDSA signatures in DER, which no JWT verifier takes. */
function checkSignature(
  signature: unknown,
  { algorithm }: JwtSigner,
): asserts signature is Uint8Array {
  const right = signature instanceof Uint8Array && signature.length > 0;
  if (!right || (algorithm === 'ES256' && signature.length !== 64))
    throw new ServerError(
      'config',
      'The signer must give the raw JWS signature as bytes: for ES256 r‖s of 64 bytes, not DER.',
    );
}
