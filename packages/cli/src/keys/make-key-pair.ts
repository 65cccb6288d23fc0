import { generateKeyPairSync } from 'node:crypto';
import { valueOf } from './public-key-value.ts';

/** What a key is for. */
export type KeyAlgorithm = 'RS256' | 'ES256';

/** A key pair as files hold it. */
export interface KeyPair {
  /** PKCS#8 in PEM. */
  readonly privatePem: string;
  /** SubjectPublicKeyInfo in PEM. */
  readonly publicPem: string;
  /** Tells keys apart. */
  readonly fingerprint: string;
}

/** Makes a key pair on this machine. */
export function makeKeyPair(algorithm: KeyAlgorithm, bits: number): KeyPair {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: valueOf(publicKey).fingerprint,
  };
}
