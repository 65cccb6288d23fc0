import { describe, expect, it } from 'vitest';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { importMuxKey, mintMuxToken, mux } from '../../src/mux/index.ts';
import { Secret } from '../../src/secret/secret.ts';
import { ec, onWebCrypto, P256, RSA, rsa } from '../jwt/keys.ts';
import { NOW } from '../support.ts';
import { errorOf } from './mux-support.ts';
import { KEY_ID, PLAYBACK_ID } from './vectors.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pkcs1 = RSA.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

/** JavaScript callers may give anything. */
function tokenWith(options: object): ReturnType<typeof mintMuxToken> {
  const order = { keyId: KEY_ID, signingKey: RSA.pem, playbackId: PLAYBACK_ID, now: NOW };
  return Reflect.apply(mintMuxToken, undefined, [{ ...order, ...options }]);
}

describe('a key', () => {
  it.each<[string, unknown]>([
    ['as the vendor gives it out', base64(pkcs1)],
    ['likewise, without padding', base64(pkcs1).replace(/=+$/, '')],
    ['likewise, in lines', base64(pkcs1).replaceAll(/.{76}/g, '$&\n')],
    ['likewise, wrapped', new Secret(base64(pkcs1))],
    ['PKCS#8 in base64', base64(RSA.pem)],
    ['PKCS#1', pkcs1],
    ['with line ends as environments have them', RSA.pem.replaceAll('\n', String.raw`\n`)],
    ['a JWK', RSA.privateKey.export({ format: 'jwk' })],
    ['that was imported before', importMuxKey(base64(pkcs1))],
    ['a signer', importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256', keyId: 'other' })],
  ])('is taken %s, and all sign the same', async (_what, signingKey) => {
    const { token } = await tokenWith({ signingKey });
    expect(token).toBe((await tokenWith({})).token);
  });

  it('is taken where there is WebCrypto alone', async () => {
    const { token } = await tokenWith({});
    onWebCrypto();
    expect((await tokenWith({ signingKey: base64(pkcs1) })).token).toBe(token);
  });

  it.each<[string, unknown, string]>([
    ['A33 of 1024 bits', rsa(1024).pem, 'has 1024 bits'],
    ['A33 of 1024 bits in base64', base64(rsa(1024).pem), 'has 1024 bits'],
    ['A33 on a curve', P256.pem, 'another algorithm'],
    ['A33 on another curve', ec('P-384').pem, 'another algorithm'],
    [
      'A33 that is public',
      RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'is a public key',
    ],
    [
      'A33 that is public, in base64',
      base64(RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
      'is a public key',
    ],
    ['that is none', 'canary', 'no private key in PEM'],
    ['that is none in base64', base64('canary'), 'no private key in PEM'],
    ['that is damaged', base64(pkcs1).slice(0, 900), 'no private key in PEM'],
    ['that is missing', undefined, 'is missing'],
    ['that is empty', '', 'is missing'],
    [
      'that signs another algorithm',
      importSigningKey(P256.pem, { name: 'k', algorithm: 'ES256' }),
      'must sign RS256',
    ],
  ])('%s is refused where it is configured, naming the option', async (_what, signingKey, why) => {
    const error = await errorOf(() =>
      Reflect.apply(mux, undefined, [{ keyId: KEY_ID, signingKey }]),
    );
    expect(error.code).toBe('config');
    expect(error.message).toContain('signingKey');
    expect(error.message).toContain(why);
  });

  it.each([undefined, '', 'a b', 'a/b', 7, 'k'.repeat(129)])('has no id %j', async (keyId) => {
    const error = await errorOf(() =>
      Reflect.apply(mux, undefined, [{ keyId, signingKey: RSA.pem }]),
    );
    expect(error).toMatchObject({ code: 'config' });
    expect(error.message).toContain('keyId');
  });
});
