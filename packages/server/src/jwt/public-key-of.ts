import type { webcrypto } from 'node:crypto';
import { readSigningKey } from './read-signing-key.ts';
import type { SigningKeyChecks } from './read-signing-key.ts';
import type { SigningKeyInput } from './signing-key.ts';
import { importPrivateKey, WEB_ALGORITHMS } from './web-sign.ts';

/** The public half of a key, as vendors want it registered. */
export interface PublicKey {
  /** The DER of its SubjectPublicKeyInfo in standard base64, on one line: the PEM's body. */
  readonly spki: string;
  /** The same as PEM ("PUBLIC KEY"). */
  readonly pem: string;
}

/**
 * The public half of a private key.
 *
 * @throws {ServerError} `config`, as `importSigningKey`.
 */
export async function publicKeyOf(
  input: SigningKeyInput,
  checks: SigningKeyChecks,
): Promise<PublicKey> {
  const { name, algorithm } = checks;
  const { material } = readSigningKey(input, checks);
  const key = await importPrivateKey({ name, algorithm, material }, true);
  const { subtle } = crypto;
  const half = publicHalf(await subtle.exportKey('jwk', key));
  const open = await subtle.importKey('jwk', half, WEB_ALGORITHMS[algorithm], true, ['verify']);
  const der = new Uint8Array(await subtle.exportKey('spki', open));
  const spki = btoa(String.fromCharCode(...der));
  const lines = spki.match(/.{1,64}/g) ?? [];
  return {
    spki,
    pem: ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n'),
  };
}

function publicHalf({
  kty = '',
  n = '',
  e = '',
  crv = '',
  x = '',
  y = '',
}: webcrypto.JsonWebKey): webcrypto.JsonWebKey {
  return kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
}
