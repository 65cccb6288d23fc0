import type { JwtSigner } from './jwt-signer.ts';
import { nodeCrypto, nodeSign } from './node-sign.ts';
import { readSigningKey } from './read-signing-key.ts';
import type { SigningKeyChecks } from './read-signing-key.ts';
import type { SigningKeyInput } from './signing-key.ts';
import { webSign } from './web-sign.ts';

/** How a key is imported. */
export interface SigningKeyOptions extends SigningKeyChecks {
  /** Put into the header as `kid`. */
  readonly keyId?: string;
}

/**
 * Makes a signer from a private key. The key is imported once, whatever is signed with it: on Node by `node:crypto`, which signs
 * ES256 in a third of the time and RSA beside the event loop; elsewhere by WebCrypto, at the first signature.
 *
 * @throws {ServerError} `config`, naming the option, never holding the key.
 */
export function importSigningKey(input: SigningKeyInput, options: SigningKeyOptions): JwtSigner {
  const { name, algorithm, keyId } = options;
  const { material } = readSigningKey(input, options);
  const node = nodeCrypto();
  const from = { name, algorithm, material };
  const sign = node === undefined ? webSign(from) : nodeSign(from, node);
  return { algorithm, sign, ...(keyId !== undefined && { keyId }) };
}
