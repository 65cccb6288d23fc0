import type { JsonWebKey, KeyObject } from 'node:crypto';
import {
  constants,
  createCipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { KEY_A } from './vectors.ts';

/** What may be wrong with a token. */
export interface TokenParts {
  readonly claims: object;
  readonly jwsHeader?: object;
  readonly jweHeader?: object;
  readonly key?: JsonWebKey;
  /** Signs in another way. */
  readonly signature?: (input: string, key: KeyObject) => Buffer;
}

/** The owner's side, by hand: signs with key A, and seals for a key of the vendor's set. */
export function sealToken(vendorKey: JsonWebKey & { kid?: string }, parts: TokenParts): string {
  const { claims, jwsHeader = { alg: 'RS512', typ: 'JWT' }, key = KEY_A } = parts;
  const signing = createPrivateKey({ key, format: 'jwk' });
  const input = `${part(jwsHeader)}.${part(claims)}`;
  const signature = (parts.signature ?? rs512)(input, signing);
  return seal(`${input}.${signature.toString('base64url')}`, vendorKey, parts.jweHeader);
}

const rs512 = (input: string, key: KeyObject): Buffer => sign('sha512', Buffer.from(input), key);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWE of `RSA-OAEP` and `A256CBC-HS512` (RFC 7516 section 5.1). */
export function seal(text: string, key: JsonWebKey & { kid?: string }, header?: object): string {
  const head = part({
    ...{ alg: 'RSA-OAEP', enc: 'A256CBC-HS512', typ: 'JWT', kid: key.kid },
    ...header,
  });
  const [contentKey, iv, bits] = [randomBytes(64), randomBytes(16), Buffer.alloc(8)];
  bits.writeBigUInt64BE(BigInt(head.length * 8));
  const wrapped = publicEncrypt(
    {
      key: createPublicKey({ key, format: 'jwk' }),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha1',
    },
    contentKey,
  );
  const cipher = createCipheriv('aes-256-cbc', contentKey.subarray(32), iv);
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const tag = createHmac('sha512', contentKey.subarray(0, 32))
    .update(Buffer.concat([Buffer.from(head), iv, ciphertext, bits]))
    .digest()
    .subarray(0, 32);
  return [head, ...[wrapped, iv, ciphertext, tag].map((one) => one.toString('base64url'))].join(
    '.',
  );
}
