import type { JWK } from 'jose';
import type { webcrypto } from 'node:crypto';
import { ServerError } from '../server-error.ts';
import { bitLength } from './bit-length.ts';
import { decodeBase64 } from './decode-base64.ts';
import type { KeyKind, SigningKey } from './signing-key.ts';

const RSA = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;
const EC = ['crv', 'x', 'y', 'd'] as const;

/**
 * Reads a private JWK. Only the members that make the key are kept: others, such as `key_ops`, would let one runtime refuse what another
 * takes.
 *
 * @throws {ServerError} `config`
 */
export function readPrivateJwk(jwk: JWK, name: string): SigningKey {
  const { kty } = jwk;
  if (kty !== 'RSA' && kty !== 'EC')
    throw new ServerError('config', `${name} must be an RSA or an EC key, by its "kty".`);
  if (jwk.d === undefined)
    throw new ServerError(
      'config',
      `${name} is a public key. Give the private one, which has a "d".`,
    );
  if (jwk.use !== undefined && jwk.use !== 'sig')
    throw new ServerError(
      'config',
      `${name} is a key for encryption, by its "use". Give one for signing.`,
    );
  const kept: webcrypto.JsonWebKey = { kty };
  for (const member of kty === 'RSA' ? RSA : EC) {
    const value = jwk[member];
    if (typeof value !== 'string' || !/^[\w-]+$/.test(value))
      throw new ServerError('config', `${name} has no usable "${member}". Export the whole key.`);
    kept[member] = value;
  }
  const { n = '', crv: curve = '' } = kept;
  const kind: KeyKind =
    kty === 'RSA'
      ? { type: 'RSA', bits: bitLength(decodeBase64(n) ?? new Uint8Array()) }
      : { type: 'EC', curve };
  return { kind, material: { format: 'jwk', jwk: kept } };
}
