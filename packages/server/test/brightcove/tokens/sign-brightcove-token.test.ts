import { epochMs } from '@playgate/protocol';
import { verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mintBrightcoveToken } from '../../../src/brightcove/index.ts';
import type { MintBrightcoveTokenOptions } from '../../../src/brightcove/index.ts';
import { importSigningKey } from '../../../src/jwt/import-signing-key.ts';
import { P256, RSA, rsa } from '../../jwt/keys.ts';
import { BC_3, RFC_KEY } from '../../jwt/vectors.ts';
import { NOW } from '../../support.ts';
import { ACCOUNT, claimsOf, failureOf, VIDEO } from '../brightcove-support.ts';

const signer = importSigningKey(RSA.pem, { name: 'signingKey', algorithm: 'RS256' });
const IAT = NOW / 1000;

/** JavaScript callers may give any claims. */
function mint(claims: object, options: object = {}): ReturnType<typeof mintBrightcoveToken> {
  const order = { accountId: ACCOUNT, signingKey: signer, now: NOW, claims, ...options };
  return Reflect.apply(mintBrightcoveToken, undefined, [order]);
}

describe('a token', () => {
  it('BC-3 comes out byte for byte from its claims', async () => {
    const { accid, iat, exp, drules, conid, pro, vod } = BC_3.claims;
    const options: MintBrightcoveTokenOptions = {
      accountId: accid,
      signingKey: RFC_KEY,
      kind: 'static',
      claims: { drules, conid, pro: pro === 'aes128' ? pro : '', vod },
      now: epochMs(iat * 1000),
      lifetimeSeconds: exp - iat,
    };
    expect(await mintBrightcoveToken(options)).toEqual({
      token: BC_3.token,
      expiresAt: exp * 1000,
    });
  });

  it('A2.1 is RS256 with typ, and verifies', async () => {
    const { token } = await mint({ uid: 'v-1' });
    const [header = '', claims = '', signature = ''] = token.split('.');
    expect(Buffer.from(header, 'base64url').toString()).toBe('{"alg":"RS256","typ":"JWT"}');
    const signed = Buffer.from(`${header}.${claims}`);
    const raw = Buffer.from(signature, 'base64url');
    expect(verify('sha256', signed, RSA.publicKey, raw)).toBe(true);
    expect(verify('sha256', signed, rsa(2048).publicKey, raw)).toBe(false);
  });

  it('says whose it is, from when and until when, then its claims as they were given', async () => {
    const { token, expiresAt } = await mint({
      uid: 'v-1',
      climit: 2,
      conid: VIDEO,
      tags: undefined,
    });
    expect(JSON.stringify(claimsOf(token))).toBe(
      JSON.stringify({
        accid: ACCOUNT,
        iat: IAT,
        exp: IAT + 3600,
        uid: 'v-1',
        climit: 2,
        conid: VIDEO,
      }),
    );
    expect(expiresAt).toBe(NOW + 3_600_000);
  });

  it('counts in whole seconds, and never lasts longer than was asked, nor less than one', async () => {
    const now = epochMs(NOW + 900);
    const until = async (lifetimeSeconds: number): Promise<number> =>
      (await mint({}, { now, lifetimeSeconds })).expiresAt - NOW;
    expect(await until(60)).toBe(60_000);
    expect(await until(60.5)).toBe(61_000);
    expect(await until(1)).toBe(1000);
  });

  it.each([2_592_001, 31_536_000, 0, -1, Number.NaN, Infinity])(
    'A17 A27 C2 is not made for %d seconds',
    async (lifetimeSeconds) => {
      expect(await failureOf(mint({}, { lifetimeSeconds }))).toMatchObject({
        code: 'invalid_grant',
        message: expect.stringContaining('The claim exp must be') as unknown,
      });
    },
  );

  it('A2.2 may last 30 days', async () => {
    const { expiresAt } = await mint({}, { lifetimeSeconds: 2_592_000 });
    expect(expiresAt).toBe(NOW + 2_592_000_000);
  });

  it('A2.2 begins before it ends', async () => {
    const end = NOW / 1000 + 60;
    await mint({ nbf: end - 1 }, { lifetimeSeconds: 60 });
    expect(await failureOf(mint({ nbf: end }, { lifetimeSeconds: 60 }))).toMatchObject({
      ...{ code: 'invalid_grant', message: expect.stringContaining('nbf') as unknown },
    });
  });

  it('is not signed for a caller who went away', async () => {
    const error = await failureOf(mint({}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'aborted' });
  });
});

describe('who signs', () => {
  it('ES256 must be asked for', async () => {
    const es256 = { signingKey: P256.pem };
    expect(await failureOf(mint({}, es256))).toMatchObject({ code: 'config' });
    const { token } = await mint({}, { ...es256, algorithm: 'ES256' });
    expect(token).toMatch(/^eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9\./);
  });

  it('ES256 must be asked for of a vault, too', async () => {
    const signingKey = importSigningKey(P256.pem, { name: 'k', algorithm: 'ES256' });
    expect(await failureOf(mint({}, { signingKey }))).toMatchObject({ code: 'config' });
    await expect(mint({}, { signingKey, algorithm: 'ES256' })).resolves.toMatchObject({});
  });

  it('A24 writes no kid, also for a vault that has one', async () => {
    const signingKey = importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256', keyId: 'mine' });
    const { token } = await mint({ pkid: '2ef0fbc6' }, { signingKey });
    expect(token).toMatch(/^eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9\./);
  });

  it.each([
    ['A33 a short key', { signingKey: rsa(1024).pem }, /signingKey has 1024 bits/],
    ['A21 no algorithm', { algorithm: 'none' }, /algorithm must be 'RS256'/],
    ['A22 a symmetric one', { algorithm: 'HS256' }, /algorithm must be 'RS256'/],
    ['an account that is none', { accountId: '../7' }, /accountId must be the digits/],
    ['no key', { signingKey: undefined }, /signingKey is missing/],
  ])('%s is a config error', async (_what, options, says) => {
    expect(await failureOf(mint({}, options), 'MII')).toMatchObject({
      code: 'config',
      message: expect.stringMatching(says) as unknown,
    });
  });
});
