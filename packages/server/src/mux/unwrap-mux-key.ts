import { decodeBase64 } from '../jwt/decode-base64.ts';
import type { SigningKeyInput } from '../jwt/signing-key.ts';
import { Secret } from '../secret/secret.ts';

/**
 * Takes a key out of the base64 in which the vendor gives it out. Any other is left as it is.
 *
 * @see Mux, "URL signing keys": `private_key` is a PEM in base64.
 */
export function unwrapMuxKey(key: SigningKeyInput): SigningKeyInput {
  const text = key instanceof Secret ? key.reveal() : key;
  if (typeof text !== 'string' || text.includes('-----BEGIN')) return key;
  const bytes = decodeBase64(text.replaceAll(/\s/g, ''));
  const pem = new TextDecoder().decode(bytes);
  return pem.includes('-----BEGIN') ? new Secret(pem) : key;
}
