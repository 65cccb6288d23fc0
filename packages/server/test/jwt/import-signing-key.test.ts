import nodeCrypto, { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import type { SigningKeyOptions } from '../../src/jwt/import-signing-key.ts';
import type { SigningKeyInput } from '../../src/jwt/signing-key.ts';
import { signJwt } from '../../src/jwt/sign-jwt.ts';
import { isServerError, Secret } from '../../src/index.ts';
import { ec, onWebCrypto, P256, rsa, RSA } from './keys.ts';
import { BC_1, RFC_KEY } from './vectors.ts';

const RS256: SigningKeyOptions = { name: 'signingKey', algorithm: 'RS256' };
const ES256: SigningKeyOptions = { name: 'signingKey', algorithm: 'ES256' };

/** What is said about a key, and the key's material that must not be in it. */
function complaint(input: unknown, options: SigningKeyOptions): string {
  try {
    // JavaScript callers may give anything.
    Reflect.apply(importSigningKey, undefined, [input, options]);
  } catch (error) {
    if (!isServerError(error) || error.code !== 'config') throw error;
    expect(inspect(error, { depth: 9 })).not.toContain('MII');
    return error.message;
  }
  return 'taken';
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a key is taken', () => {
  const rfc = nodeCrypto.createPrivateKey({ key: RFC_KEY, format: 'jwk' });
  const pkcs8 = rfc.export({ type: 'pkcs8', format: 'pem' }).toString();
  const pkcs1 = rfc.export({ type: 'pkcs1', format: 'pem' }).toString();

  it.each<[string, SigningKeyInput]>([
    ['as PKCS#8', pkcs8],
    ['as PKCS#1', pkcs1],
    ['as a JWK', RFC_KEY],
    [
      'as a JWK with members of other uses',
      { ...RFC_KEY, use: 'sig', key_ops: ['verify'], ext: false },
    ],
    ['as a wrapped secret', new Secret(pkcs8)],
    ['with Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
    [
      'with line ends written out, as environment variables have them',
      pkcs8.replaceAll('\n', String.raw`\n`),
    ],
    ['among other lines', `# my key\n${pkcs1}\n# end\n`],
  ])('%s, on Node and by WebCrypto', async (_what, input) => {
    expect(await signJwt(importSigningKey(input, RS256), BC_1.claims)).toBe(BC_1.token);
    onWebCrypto();
    expect(await signJwt(importSigningKey(input, RS256), BC_1.claims)).toBe(BC_1.token);
  });

  it('of an elliptic curve as PEM and as JWK', async () => {
    const jwk = P256.privateKey.export({ format: 'jwk' });
    for (const input of [P256.pem, jwk])
      expect(await signJwt(importSigningKey(input, ES256), {})).toMatch(/^eyJhbGciOiJFUzI1NiI/);
  });

  it('and never printed', () => {
    const signer = importSigningKey(RSA.pem, RS256);
    expect(inspect(signer, { depth: 9, showHidden: true })).not.toContain('MII');
    expect(JSON.stringify(signer)).toBe('{"algorithm":"RS256"}');
  });
});

describe('A33 a key is refused', () => {
  const publicPem = RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const encrypted = RSA.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });
  const sec1 = P256.privateKey.export({ type: 'sec1', format: 'pem' });
  const { d: _, ...publicJwk } = RFC_KEY;
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });

  it.each<[string, unknown, SigningKeyOptions, RegExp]>([
    ['that is missing', undefined, RS256, /signingKey is missing/],
    ['that is empty', ' ', RS256, /signingKey is missing/],
    ['that is text', 'MIIhello', RS256, /signingKey is no private key in PEM/],
    ['of 1024 bits', rsa(1024).pem, RS256, /has 1024 bits.*at least 2048/],
    ['shorter than is asked', RSA.pem, { ...RS256, minBits: 3072 }, /has 2048 bits.*at least 3072/],
    ['on P-384', ec('P-384').pem, ES256, /P-256/],
    ['on P-384 as JWK', ec('P-384').privateKey.export({ format: 'jwk' }), ES256, /P-256/],
    ['that is public', publicPem, RS256, /is a public key/],
    ['that is public, as JWK', publicJwk, RS256, /is a public key/],
    ['for ES256 that is RSA', RSA.pem, ES256, /ES256 needs an EC key/],
    ['for RS256 that is EC', P256.pem, RS256, /RS256 needs an RSA key/],
    ['of Ed25519', ed25519, RS256, /of an unknown kind/],
    ['that is encrypted', encrypted, RS256, /is encrypted. Decrypt it/],
    ['in SEC1', sec1, ES256, /Convert it: openssl/],
    ['that is cut off', RSA.pem.replace(/.{200}\n-----END/s, '\n-----END'), RS256, /damaged/],
    ['for encryption', { ...RFC_KEY, use: 'enc' }, RS256, /encryption/],
    ['of symmetric bytes', { kty: 'oct', k: 'c2VjcmV0' }, RS256, /RSA or an EC key/],
    ['without its primes', { ...RFC_KEY, p: undefined }, RS256, /no usable "p"/],
  ])('%s, by the name of its option', (_what, input, options, says) => {
    expect(complaint(input, options)).toMatch(says);
    onWebCrypto();
    expect(complaint(input, options)).toMatch(says);
  });

  it('whose numbers do not fit, at once on Node and at the first signature elsewhere', async () => {
    const odd = { ...RFC_KEY, n: RFC_KEY.n.slice(0, 300), p: 'AAAA' };
    const small = { ...RS256, minBits: 1024 };
    expect(complaint(odd, small)).toMatch(/could not be imported/);
    onWebCrypto();
    const signer = importSigningKey(odd, small);
    await expect(signJwt(signer, {})).rejects.toMatchObject({ code: 'config' });
  });

  it('in a browser page', () => {
    vi.stubGlobal('document', {});
    expect(complaint(RSA.pem, RS256)).toMatch(/browser page/);
    vi.unstubAllGlobals();
  });
});

describe('P6 a thousand tokens', () => {
  it('cost one import on Node', async () => {
    const create = vi.spyOn(nodeCrypto, 'createPrivateKey');
    const signer = importSigningKey(P256.pem, ES256);
    for (let n = 0; n < 1000; n += 1) await signJwt(signer, { n });
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('cost one import by WebCrypto, also when all are asked for at once', async () => {
    onWebCrypto();
    const create = vi.spyOn(nodeCrypto, 'createPrivateKey');
    const load = vi.spyOn(crypto.subtle, 'importKey');
    const signer = importSigningKey(P256.pem, ES256);
    await Promise.all(Array.from({ length: 1000 }, (_, n) => signJwt(signer, { n })));
    expect(load).toHaveBeenCalledTimes(1);
    expect(create).not.toHaveBeenCalled();
  });
});

it('Node before 22.3, which cannot be asked for node:crypto, signs by WebCrypto', async () => {
  const ask = process.getBuiltinModule;
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    expect(await signJwt(importSigningKey(RSA.pem, RS256), {})).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  } finally {
    Object.assign(process, { getBuiltinModule: ask });
  }
});

it('P5 an RSA signature is made beside the event loop', async () => {
  const sign = vi.spyOn(nodeCrypto, 'sign');
  await signJwt(importSigningKey(RSA.pem, RS256), {});
  // With a callback it runs on the thread pool.
  expect(sign.mock.lastCall?.[3]).toBeInstanceOf(Function);
});
