import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { epochMs } from '@playgate/protocol';
import { compactDecrypt, decodeProtectedHeader, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createIbmViewerTokens } from '../../../src/ibm/index.ts';
import type { IbmKeySet, IbmViewerTokensOptions } from '../../../src/ibm/index.ts';
import { rejection } from '../ibm-world.ts';
import { ISSUED_AT, JWE, JWS, KEY_A, KEY_B, KID, SUBJECT } from '../vectors.ts';

/** The vendor's side of the vectors. */
let keyB: Awaited<ReturnType<typeof importJWK>>;
let keySet: IbmKeySet;

beforeAll(async () => {
  keyB = await importJWK(KEY_B, 'RSA-OAEP');
  const { n = '', e = '' } = KEY_B;
  const key = await importJWK({ kty: 'RSA', n, e }, 'RSA-OAEP');
  keySet = { key: async () => ({ keyId: KID, key }) };
});

const NOW = epochMs(ISSUED_AT * 1000);
const pem = createPrivateKey({ key: KEY_A, format: 'jwk' })
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();
const make = (options: Partial<IbmViewerTokensOptions> = {}) =>
  createIbmViewerTokens({ signingKey: pem, keySet, setBackSeconds: 0, ...options });
const order = { content: 'channel:1003', subject: SUBJECT, now: NOW } as const;

const open = async (token: string): Promise<string> =>
  new TextDecoder().decode((await compactDecrypt(token, keyB)).plaintext);
const claimsOf = async (token: string): Promise<unknown> =>
  JSON.parse(Buffer.from((await open(token)).split('.')[1] ?? '', 'base64url').toString());

describe('C3', () => {
  it('the JWS is that of the vector, byte for byte, and so is the header around it', async () => {
    const { token, lifetimeSeconds } = await make().mint(order);
    expect(await open(token)).toBe(JWS);
    expect(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).toBe(
      `{"alg":"RSA-OAEP","enc":"A256CBC-HS512","typ":"JWT","kid":"${KID}"}`,
    );
    expect(lifetimeSeconds).toBe(60);
  });

  it('the vendor’s JWE opens the same way', async () => {
    expect(await open(JWE)).toBe(JWS);
    expect(decodeProtectedHeader(JWE)).toEqual(
      decodeProtectedHeader((await make().mint(order)).token),
    );
  });
});

describe('a token', () => {
  it('is dated back, so that the vendor’s clock may be behind, and lasts that much less', async () => {
    const standard = await make().mint({ ...order, now: epochMs(NOW + 999) });
    expect(await claimsOf(standard.token)).toEqual({ sub: SUBJECT, iat: ISSUED_AT });
    const back = await createIbmViewerTokens({ keySet, signingKey: pem }).mint(order);
    expect(await claimsOf(back.token)).toEqual({ sub: SUBJECT, iat: ISSUED_AT - 5 });
    expect(back.lifetimeSeconds).toBe(55);
  });

  it('is another one each time', async () => {
    const tokens = make();
    const [one, two] = await Promise.all([tokens.mint(order), tokens.mint(order)]);
    expect(one.token).not.toBe(two.token);
  });

  it('is signed with the content’s own key, where it has one', async () => {
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const tokens = make({
      contentKeys: {
        'video:2004': own.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      },
    });
    expect(await open((await tokens.mint(order)).token)).toBe(JWS);
    const other = await open((await tokens.mint({ ...order, content: 'video:2004' })).token);
    expect(other.split('.').slice(0, 2)).toEqual(JWS.split('.').slice(0, 2));
    expect(other).not.toBe(JWS);
  });

  it('can be signed by a key that stays in its vault', async () => {
    const key = createPrivateKey({ key: KEY_A, format: 'jwk' });
    const signingKey = {
      algorithm: 'RS512' as const,
      sign: async (input: Uint8Array) => sign('sha512', input, key),
    };
    expect(await open((await make({ signingKey }).mint(order)).token)).toBe(JWS);
  });

  it.each(['', 'x'.repeat(257), 'a\nb', '\u0000'])(
    'is for somebody: %j is nobody',
    async (subject) => {
      const error = await rejection(make().mint({ ...order, subject }));
      expect(error).toMatchObject({ code: 'invalid_grant' });
    },
  );

  it('is for a content', async () => {
    const content = JSON.parse('"1003"');
    expect(await rejection(make().mint({ ...order, content }))).toMatchObject({
      code: 'invalid_grant',
    });
  });

  it('is not minted for who has gone', async () => {
    const signal = AbortSignal.abort();
    expect(await rejection(make().mint({ ...order, signal }))).toMatchObject({ code: 'aborted' });
  });
});

const pemOf = (type: 'rsa' | 'ec', bits = 2048): string => {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
};
const publicPem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  format: 'pem',
  type: 'spki',
});

describe('an option that is wrong', () => {
  it.each<[string, string, () => Partial<IbmViewerTokensOptions>]>([
    ['A33 an RSA key of 1024 bits', 'signingKey', () => ({ signingKey: pemOf('rsa', 1024) })],
    ['A33 an EC key', 'signingKey', () => ({ signingKey: pemOf('ec') })],
    ['A33 a public key', 'signingKey', () => ({ signingKey: publicPem.toString() })],
    ['A33 no key', 'signingKey', () => ({ signingKey: 'TOP_SECRET_KEY' })],
    [
      'a signer of something else',
      'signingKey',
      () => ({ signingKey: { algorithm: 'RS256', sign: async () => new Uint8Array() } }),
    ],
    ['a key for what is no content', 'channel:', () => ({ contentKeys: { '1003': pem } })],
    ['a bad key of a content', 'video 7', () => ({ contentKeys: { 'video:7': 'x' } })],
    ['half a second back', 'setBackSeconds', () => ({ setBackSeconds: 0.5 })],
    ['a date to come', 'setBackSeconds', () => ({ setBackSeconds: -1 })],
    ['more than half a life back', 'setBackSeconds', () => ({ setBackSeconds: 31 })],
  ])('is named, and not shown: %s', (_, name, options) => {
    const given = options();
    let error: unknown;
    try {
      make(given);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining(name) });
    const key = typeof given.signingKey === 'string' ? given.signingKey : 'no key';
    expect(inspect(error)).not.toContain(key);
  });

  it('an empty key is named', () => {
    expect(() => make({ signingKey: '' })).toThrow(/signingKey/);
  });
});
