import { importSigningKey } from '../jwt/import-signing-key.ts';
import type { JwtAlgorithm } from '../jwt/jwt-signer.ts';
import { readSigningKey } from '../jwt/read-signing-key.ts';
import type { KeyKind, SigningKeyInput } from '../jwt/signing-key.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';

/** Options of `keyCheck`. */
export interface KeyCheckOptions {
  /** What the configuration calls the key, such as `signingKey`. */
  readonly name: string;
  readonly key: SigningKeyInput;
  /** What the vendor wants signed with it. */
  readonly algorithm: JwtAlgorithm;
  /** The fewest bits of an RSA modulus. Default 2048. */
  readonly minBits?: number;
  /** Default `key`. */
  readonly id?: string;
}

/**
 * Says whether a private key is what the vendor's algorithm needs: private, whole, of that type, large enough; and signs something with
 * it.
 */
export function keyCheck(options: KeyCheckOptions): DoctorCheck {
  const { id = 'key', name, key, ...rest } = options;
  const { algorithm } = rest;
  return createDoctorCheck({ id, title: `the key ${name}` }, async ({ signal }) => {
    const { kind } = readSigningKey(key, { name, ...rest });
    await importSigningKey(key, { name, ...rest }).sign(new Uint8Array([1]), signal);
    return [findingsOf(id).ok(`${name} is a private ${wordsFor(kind)}, and signs ${algorithm}.`)];
  });
}

function wordsFor(kind: KeyKind): string {
  return kind.type === 'RSA' ? `RSA key of ${kind.bits} bits` : `EC key on the curve ${kind.curve}`;
}
