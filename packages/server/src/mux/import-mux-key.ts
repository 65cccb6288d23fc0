import { importSigningKey } from '../jwt/import-signing-key.ts';
import type { JwtSigner } from '../jwt/jwt-signer.ts';
import type { SigningKeyInput } from '../jwt/signing-key.ts';
import { unwrapMuxKey } from './unwrap-mux-key.ts';

/**
 * Makes a signer from a private key: as the vendor gave it out (a PEM in base64), as PEM (PKCS#1 or PKCS#8) or as JWK; RSA of at least 2048
 * bits. The key is imported once, whatever is signed with it.
 *
 * @throws {ServerError} `config`, naming `signingKey`, never holding the key.
 */
export function importMuxKey(signingKey: SigningKeyInput): JwtSigner {
  return importSigningKey(unwrapMuxKey(signingKey), { name: 'signingKey', algorithm: 'RS256' });
}
