import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decryptJwe } from '../../../src/vendors/ibm/decrypt-jwe.ts';
import { readViewerToken } from '../../../src/vendors/ibm/read-viewer-token.ts';
import { verifyJws } from '../../../src/vendors/ibm/verify-jws.ts';
import { readPublicKey } from '../../../src/vendors/ibm/viewer-auth.ts';
import type { TokenParts } from './seal-token.ts';
import { seal, sealToken } from './seal-token.ts';
import { ISSUED_AT, JWE, JWS, KEY_A, KEY_B, KID, SUBJECT } from './vectors.ts';

const publicKey = createPublicKey({ key: KEY_A, format: 'jwk' });
const vendorKey = createPrivateKey({ key: KEY_B, format: 'jwk' });
const keys = { findKey: (kid: string) => (kid === KID ? vendorKey : undefined), publicKey };
const read = (text: string, now = ISSUED_AT) => readViewerToken(text, keys, now);
const vendor = { ...KEY_B, kid: KID };
const claims = { sub: SUBJECT, iat: ISSUED_AT };
const sealed = (parts: Partial<TokenParts>): string => sealToken(vendor, { claims, ...parts });

describe('C3', () => {
  test('the vendor’s JWE opens with key B, and holds the JWS', () => {
    expect(decryptJwe(JWE, keys.findKey)).toEqual({ text: JWS });
  });

  test('the JWS holds under key A', () => {
    expect(verifyJws(JWS, publicKey)).toEqual({ claims });
  });

  test.each([ISSUED_AT, ISSUED_AT + 60, ISSUED_AT + 60.9])('opens at %d', (now) =>
    expect(read(JWE, now)).toEqual({ subject: SUBJECT, issuedAt: ISSUED_AT }),
  );

  test.each([
    [ISSUED_AT - 1, 'issued_at'],
    [ISSUED_AT + 61, 'late'],
  ])('at %d it does not: %s', (now, fault) => expect(read(JWE, now)).toEqual({ fault }));
});

test('what is sealed here opens, so that what follows fails for its one fault', () => {
  expect(read(sealed({}))).toEqual({ subject: SUBJECT, issuedAt: ISSUED_AT });
  const more = { aud: 'player', ...claims, exp: ISSUED_AT - 5 };
  expect(read(sealed({ claims: more }))).toHaveProperty('subject');
});

const hs512 = (secret: string | Buffer) => (input: string) =>
  createHmac('sha512', secret).update(input).digest();
const none = (): Buffer => Buffer.alloc(0);
const pem = publicKey.export({ format: 'pem', type: 'spki' });
const der = publicKey.export({ format: 'der', type: 'spki' });

test.each<[string, Partial<TokenParts>, string]>([
  ['A21 alg none', { jwsHeader: { alg: 'none' }, signature: none }, 'algorithm'],
  ['A21 alg NoNe', { jwsHeader: { alg: 'NoNe' }, signature: none }, 'algorithm'],
  ['A22 HS512 by the PEM', { jwsHeader: { alg: 'HS512' }, signature: hs512(pem) }, 'algorithm'],
  ['A22 HMAC called RS512', { signature: hs512(der) }, 'signature'],
  ['A23 a key in the header', { jwsHeader: { alg: 'RS512', jwk: KEY_B }, key: KEY_B }, 'signature'],
  [
    'A25 RS256',
    {
      jwsHeader: { alg: 'RS256' },
      signature: (input, key) => sign('sha256', Buffer.from(input), key),
    },
    'algorithm',
  ],
  ['A26 another key', { key: KEY_B }, 'signature'],
  [
    'A26 a signature cut',
    { signature: (input, key) => sign('sha512', Buffer.from(input), key).subarray(1) },
    'signature',
  ],
  ['A27 iat as text', { claims: { ...claims, iat: String(ISSUED_AT) } }, 'issued_at'],
  ['A27 no iat', { claims: { sub: SUBJECT } }, 'issued_at'],
  ['A27 iat to come', { claims: { ...claims, iat: ISSUED_AT + 1 } }, 'issued_at'],
  ['no sub', { claims: { iat: ISSUED_AT } }, 'subject'],
  ['an empty sub', { claims: { ...claims, sub: '' } }, 'subject'],
  ['a sub that is no text', { claims: { ...claims, sub: [SUBJECT] } }, 'subject'],
  ['A31 crit', { jwsHeader: { alg: 'RS512', crit: ['exp'] } }, 'malformed'],
  ['A31 b64', { jwsHeader: { alg: 'RS512', b64: false } }, 'malformed'],
  ['A31 crit of the JWE', { jweHeader: { crit: ['kid'] } }, 'malformed'],
  ['A31 zip', { jweHeader: { zip: 'DEF' } }, 'malformed'],
  ['RSA-OAEP-256 by name', { jweHeader: { alg: 'RSA-OAEP-256' } }, 'algorithm'],
  ['A256GCM by name', { jweHeader: { enc: 'A256GCM' } }, 'algorithm'],
  ['A24 an unknown kid', { jweHeader: { kid: 'constructor' } }, 'unknown_key'],
  ['A24 a kid that is a list', { jweHeader: { kid: [KID] } }, 'unknown_key'],
  ['A24 no kid', { jweHeader: { kid: undefined } }, 'unknown_key'],
])('refuses %s', (_, parts, fault) => expect(read(sealed(parts))).toEqual({ fault }));

const [head = '', wrapped = '', iv = '', ciphertext = '', tag = ''] = JWE.split('.');

test.each([
  ['nothing', '', 'missing'],
  ['A31 a JWS alone', JWS, 'malformed'],
  ['A31 a JWE in a JWE', seal(JWE, vendor), 'malformed'],
  ['A26 padding', `${JWE}=`, 'malformed'],
  ['A26 a newline', `${JWE}\n`, 'malformed'],
  ['A26 one part more', `${JWE}.`, 'malformed'],
  ['A26 another spelling of the last byte', `${JWE.slice(0, -1)}R`, 'malformed'],
  ['A26 a tag cut', [head, wrapped, iv, ciphertext, tag.slice(0, -3)].join('.'), 'decryption'],
  [
    'A26 another tag',
    [head, wrapped, iv, ciphertext, `AAAA${tag.slice(4)}`].join('.'),
    'decryption',
  ],
  [
    'A26 another vector',
    [head, wrapped, `AAAA${iv.slice(4)}`, ciphertext, tag].join('.'),
    'decryption',
  ],
  [
    'A26 another text',
    [head, wrapped, iv, `AAAA${ciphertext.slice(4)}`, tag].join('.'),
    'decryption',
  ],
  ['sealed for another key', sealToken({ ...KEY_A, kid: KID }, { claims }), 'decryption'],
  ['A31 two megabytes', `${JWE}${'A'.repeat(2_000_000)}`, 'malformed'],
  [
    'A31 deep JSON',
    seal(`${Buffer.from('['.repeat(8000)).toString('base64url')}.e30.e30`, vendor),
    'malformed',
  ],
])('refuses %s', (_, token, fault) => expect(read(token)).toEqual({ fault }));

test.each([
  ['A33 RSA of 1024 bits', 1024],
  ['A33 text', 0],
])('refuses a public key that is %s', async (_, bits) => {
  const { generateKeyPairSync } = await import('node:crypto');
  const text =
    bits === 0
      ? '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'
      : generateKeyPairSync('rsa', { modulusLength: bits })
          .publicKey.export({ format: 'pem', type: 'spki' })
          .toString();
  expect(readPublicKey(text)).toBeUndefined();
});
