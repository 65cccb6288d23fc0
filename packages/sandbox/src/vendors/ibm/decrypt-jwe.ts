import type { KeyObject } from 'node:crypto';
import {
  constants,
  createDecipheriv,
  createHmac,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto';
import { isText } from '../../json-members.ts';
import { joseHeader } from './jose-header.ts';
import { strictBase64url } from './strict-base64url.ts';

export type Decrypted =
  | { readonly text: string }
  | { readonly reason: 'malformed' | 'algorithm' | 'unknown_key' | 'decryption' };

/**
 * Opens a compact JWE of `RSA-OAEP` and `A256CBC-HS512`; no other algorithm is known here.
 *
 * @param findKey The private key of a `kid`.
 * @see RFC 7516 section 5.2, RFC 7518 sections 4.3 and 5.2.5.
 */
export function decryptJwe(
  text: string,
  findKey: (kid: string) => KeyObject | undefined,
): Decrypted {
  const [head = '', ...rest] = text.split('.');
  const [wrapped, iv, ciphertext, tag] = rest.map(strictBase64url);
  const header = joseHeader(head);
  if (!header || !wrapped || !iv || !ciphertext || !tag || rest.length !== 4)
    return { reason: 'malformed' };
  if (header['alg'] !== 'RSA-OAEP' || header['enc'] !== 'A256CBC-HS512')
    return { reason: 'algorithm' };
  const key = isText(header['kid']) ? findKey(header['kid']) : undefined;
  if (!key) return { reason: 'unknown_key' };
  const opened = open({ key, head, wrapped, iv, ciphertext, tag });
  return opened === undefined ? { reason: 'decryption' } : { text: opened };
}

interface Sealed {
  readonly key: KeyObject;
  /** The header as it was sent. */
  readonly head: string;
  readonly wrapped: Buffer;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

function open({ key, head, wrapped, iv, ciphertext, tag }: Sealed): string | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const contentKey = privateDecrypt({ key, padding, oaepHash: 'sha1' }, wrapped);
    const [macKey, cipherKey] = [contentKey.subarray(0, 32), contentKey.subarray(32)];
    const bits = Buffer.alloc(8);
    bits.writeBigUInt64BE(BigInt(head.length * 8));
    const mac = createHmac('sha512', macKey)
      .update(head, 'ascii')
      .update(iv)
      .update(ciphertext)
      .update(bits)
      .digest();
    if (tag.length !== 32 || !timingSafeEqual(mac.subarray(0, 32), tag)) return undefined;
    const cipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
    return Buffer.concat([cipher.update(ciphertext), cipher.final()]).toString('utf8');
  } catch {
    // Sealed for another key, or with other parameters: one answer for all of it.
    return undefined;
  }
}
