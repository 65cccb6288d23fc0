import type { JWK } from 'jose';
import type { webcrypto } from 'node:crypto';
import type { Secret } from '../secret/secret.ts';

/** A private key: PEM (PKCS#8 "PRIVATE KEY", or PKCS#1 "RSA PRIVATE KEY") or a JWK. */
export type SigningKeyInput = string | Secret | JWK;

/** What a key is. */
export type KeyKind =
  | {
      readonly type: 'RSA';
      /** Of the modulus. */
      readonly bits: number;
    }
  | {
      readonly type: 'EC';
      /** As JWKs call it, such as `P-256`. */
      readonly curve: string;
    };

/** A private key in a form that every runtime imports. */
export type KeyMaterial =
  | { readonly format: 'pkcs8'; readonly pkcs8: Uint8Array<ArrayBuffer> }
  | { readonly format: 'jwk'; readonly jwk: webcrypto.JsonWebKey };

/** A private key whose kind and size are known before it is imported. */
export interface SigningKey {
  readonly kind: KeyKind;
  readonly material: KeyMaterial;
}
