import { epochMs } from '@playgate/protocol';
import { createPrivateKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mintMuxToken } from '../../src/mux/index.ts';
import type { MintMuxTokenOptions } from '../../src/mux/index.ts';
import { RSA, rsa } from '../jwt/keys.ts';
import { RFC_KEY } from '../jwt/vectors.ts';
import { NOW } from '../support.ts';
import { claimsOf, errorOf } from './mux-support.ts';
import { KEY_ID, PLAYBACK_ID, VECTORS } from './vectors.ts';

const base: MintMuxTokenOptions = {
  keyId: KEY_ID,
  signingKey: RSA.pem,
  playbackId: PLAYBACK_ID,
  now: NOW,
};

/** JavaScript callers may give anything. */
function mint(options: object = {}): ReturnType<typeof mintMuxToken> {
  return Reflect.apply(mintMuxToken, undefined, [{ ...base, ...options }]);
}

describe('a token', () => {
  it.each(VECTORS)(
    'of the vendor’s own library for $kind comes out byte for byte',
    async ({ kind, params, payload, token }) => {
      const pem = createPrivateKey({ key: RFC_KEY, format: 'jwk' }).export({
        type: 'pkcs1',
        format: 'pem',
      });
      const signingKey = Buffer.from(pem.toString()).toString('base64');
      const made = await mint({ signingKey, kind, params, lifetimeSeconds: 600 });
      expect(made).toEqual({ token, expiresAt: NOW + 600_000 });
      expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toBe(payload);
    },
  );

  it('verifies with its key, and with no other', async () => {
    const { token } = await mint();
    const [header = '', claims = '', signature = ''] = token.split('.');
    const signed = Buffer.from(`${header}.${claims}`);
    const raw = Buffer.from(signature, 'base64url');
    expect(verify('sha256', signed, RSA.publicKey, raw)).toBe(true);
    expect(verify('sha256', signed, rsa(2048).publicKey, raw)).toBe(false);
  });

  it('is for a video and an hour unless it is ordered otherwise', async () => {
    const { token, expiresAt } = await mint();
    expect(claimsOf(token)).toEqual({
      ...{ kid: KEY_ID, sub: PLAYBACK_ID, aud: 'v' },
      exp: NOW / 1000 + 3600,
    });
    expect(expiresAt).toBe(NOW + 3_600_000);
  });

  it('ends at a whole second, no later than was ordered, and not at once', async () => {
    const end = async (ms: number, lifetimeSeconds: number): Promise<number> =>
      (await mint({ now: epochMs(NOW + ms), lifetimeSeconds })).expiresAt - NOW;
    expect(await end(0, 1.9)).toBe(1000);
    expect(await end(900, 10.05)).toBe(10_000);
    expect(await end(900, 10.2)).toBe(11_000);
    expect(await end(400, 1)).toBe(1000);
  });

  it.each([0, 0.5, -1, Number.NaN, Infinity, '60'])('of %s seconds is none', async (seconds) => {
    expect(await errorOf(() => mint({ lifetimeSeconds: seconds }))).toMatchObject({
      code: 'invalid_grant',
    });
  });

  it('is not signed for a caller who has gone', async () => {
    const signal = AbortSignal.abort();
    expect(await errorOf(() => mint({ signal }))).toMatchObject({ code: 'aborted' });
  });
});

describe('parameters', () => {
  it('are signed as they are given; those that are undefined are not there', async () => {
    const params = { max_resolution: '1080p', time: 10.5, wide: true, height: undefined };
    expect(claimsOf((await mint({ params })).token)).toMatchObject({
      ...{ max_resolution: '1080p', time: 10.5, wide: true, sub: PLAYBACK_ID },
    });
    expect(claimsOf((await mint({ params })).token)).not.toHaveProperty('height');
  });

  it.each([
    ...['sub', 'aud', 'exp', 'kid', 'nbf', 'iat', 'iss', 'jti', 'token'],
    ...['Sub', '', 'a b', '__proto__x', 'a'.repeat(65), '1a'],
  ])('A14 cannot be %j', async (name) => {
    const error = await errorOf(() => mint({ params: { [name]: 'canary' } }));
    expect(error).toMatchObject({ code: 'invalid_grant' });
    expect(error.message).toContain(`The parameter ${name.slice(0, 32)} `);
  });

  it.each([
    ['nothing', ''],
    ['control characters', 'canary\n'],
    ['257 characters', 'c'.repeat(257)],
    ['no number', Number.NaN],
    ['a list', ['canary']],
    ['an object', { canary: 1 }],
    ['null', null],
  ])('cannot hold %s', async (_what, value) => {
    const error = await errorOf(() => mint({ params: { time: value } }));
    expect(error).toMatchObject({ code: 'invalid_grant' });
    expect(error.message).toContain('The parameter time must be');
  });
});

describe('A16 a playback id', () => {
  it.each([
    ...['', 'short', '../DS00Spx1CV902', 'DS00Spx1CV902/..', 'DS00Spx1CV902?x', 'DS00Spx1CV902*'],
    ...['DS00Spx1CV902\u0000', 'DS00Spx1CV902%00', '__proto__', 'x'.repeat(129)],
    `https://stream.mux.com/${PLAYBACK_ID}.m3u8`,
  ])('is not %j', async (playbackId) => {
    expect(await errorOf(() => mint({ playbackId }))).toMatchObject({ code: 'invalid_grant' });
  });
});
