import { assertServer, Secret } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import type { JwtAlgorithm } from './jwt-signer.ts';
import { readPrivateJwk } from './read-private-jwk.ts';
import { readPrivateKeyPem } from './read-private-key-pem.ts';
import type { KeyKind, SigningKey, SigningKeyInput } from './signing-key.ts';

/** What a key must be. */
export interface SigningKeyChecks {
  /** The option's name, for errors. */
  readonly name: string;
  readonly algorithm: JwtAlgorithm;
  /** The fewest bits of an RSA modulus. Default 2048. */
  readonly minBits?: number;
}

/**
 * Reads a private key without importing it, so that what is wrong with it is said where it is configured. No error holds the key.
 *
 * @throws {ServerError} `config`, naming the option, when it is no private key, damaged, too short or for another algorithm, or when this
 * runs in a browser page.
 */
export function readSigningKey(input: SigningKeyInput, checks: SigningKeyChecks): SigningKey {
  const { name, algorithm, minBits = 2048 } = checks;
  assertServer(name);
  const given: unknown = input instanceof Secret ? input.reveal() : input;
  const key = readKey(given, name);
  checkKind(key.kind, { name, algorithm, minBits });
  return key;
}

function readKey(given: unknown, name: string): SigningKey {
  if (typeof given === 'string' && given.trim() !== '') return readPrivateKeyPem(given, name);
  if (typeof given === 'object' && given !== null) return readPrivateJwk(given, name);
  throw new ServerError(
    'config',
    `${name} is missing. Give a private key as PEM (PKCS#8 or PKCS#1) or as a JWK, from the server's environment.`,
  );
}

function checkKind(kind: KeyKind, { name, algorithm, minBits }: Required<SigningKeyChecks>): void {
  const wanted = algorithm === 'ES256' ? 'an EC key on the curve P-256' : 'an RSA key';
  const fits =
    algorithm === 'ES256' ? kind.type === 'EC' && kind.curve === 'P-256' : kind.type === 'RSA';
  if (!fits)
    throw new ServerError(
      'config',
      `${name} is a key for another algorithm: ${algorithm} needs ${wanted}.`,
    );
  if (kind.type === 'RSA' && kind.bits < minBits)
    throw new ServerError(
      'config',
      `${name} has ${kind.bits} bits. Make an RSA key of at least ${minBits}.`,
    );
}
