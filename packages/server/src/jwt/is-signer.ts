import type { JwtSigner } from './jwt-signer.ts';
import type { SigningKeyInput } from './signing-key.ts';

/** Told by what it can do: a JWK has members of any name, but no function. */
export function isSigner(key: SigningKeyInput | JwtSigner): key is JwtSigner {
  return typeof key === 'object' && key !== null && 'sign' in key && typeof key.sign === 'function';
}
