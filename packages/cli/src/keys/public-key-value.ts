import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The public half of a key, as vendors want it registered. */
export interface PublicKeyValue {
  /** The base64 of its SubjectPublicKeyInfo, on one line. */
  readonly value: string;
  /** The SHA-256 of the same bytes, in hexadecimal: tells keys apart. */
  readonly fingerprint: string;
}

/**
 * The public half of a key in PEM, whichever half that is.
 *
 * @returns undefined if it is no key.
 */
export function publicKeyValue(pem: string): PublicKeyValue | undefined {
  try {
    return valueOf(createPublicKey(pem.replaceAll('\\n', '\n')));
  } catch {
    return undefined;
  }
}

/** The same of a public key that is read already. */
export function valueOf(key: KeyObject): PublicKeyValue {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    value: der.toString('base64'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}
