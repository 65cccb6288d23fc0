import type { createPrivateKey, KeyObject, sign } from 'node:crypto';
import { readDer } from './der.ts';
import { keyRefused } from './key-import.ts';
import type { KeyImport, RawSign } from './key-import.ts';

/** What is used of `node:crypto`. */
export interface NodeCrypto {
  readonly createPrivateKey: typeof createPrivateKey;
  readonly sign: typeof sign;
}

/** `node:crypto`, if this is Node: other runtimes have one that resembles it, and a WebCrypto that does as well. */
export function nodeCrypto(): NodeCrypto | undefined {
  const isNode = globalThis.navigator?.userAgent?.startsWith('Node.js/') ?? false;
  // Not there before Node 22.3.
  return isNode ? process.getBuiltinModule?.('node:crypto') : undefined;
}

/**
 * Signs by `node:crypto`.
 *
 * @throws {ServerError} `config`
 */
export function nodeSign(from: KeyImport, crypto: NodeCrypto): RawSign {
  const key = importKey(from, crypto);
  // Node signs DER twice as fast as the raw form, and an elliptic curve faster than a thread takes it over.
  if (from.algorithm === 'ES256') return async (input) => rawOf(crypto.sign('sha256', input, key));
  const digest = from.algorithm === 'RS512' ? 'sha512' : 'sha256';
  return (input) =>
    new Promise((resolve, reject) => {
      crypto.sign(digest, input, key, (error, signature) =>
        error === null ? resolve(signature) : reject(error),
      );
    });
}

function importKey({ name, material }: KeyImport, crypto: NodeCrypto): KeyObject {
  try {
    return material.format === 'jwk'
      ? crypto.createPrivateKey({ key: { ...material.jwk }, format: 'jwk' })
      : crypto.createPrivateKey({ key: Buffer.from(material.pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw keyRefused(name);
  }
}

/** From DER to r‖s of 32 bytes each (RFC 7518, section 3.4). */
function rawOf(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64);
  const numbers = readDer(readDer(der)?.[0]?.content ?? der) ?? [];
  numbers.forEach(({ content }, i) => {
    const digits = content.length > 32 ? content.subarray(content.length - 32) : content;
    raw.set(digits, (i + 1) * 32 - digits.length);
  });
  return raw;
}
