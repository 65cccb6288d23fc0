import { formatPass, parsePass } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { brightcoveStatic } from '../../../src/brightcove/index.ts';
import type { BrightcoveStaticOptions } from '../../../src/brightcove/index.ts';
import { RSA } from '../../jwt/keys.ts';
import { NOW } from '../../support.ts';
import { ACCOUNT, claimsOf, failureOf, passFrom, tokenIn, VIDEO } from '../brightcove-support.ts';

const FOLDER = `https://edge.api.brightcove.com/playback/v1/accounts/${ACCOUNT}/videos/${VIDEO}/`;

const vendorOf = (options: Partial<BrightcoveStaticOptions> = {}) =>
  brightcoveStatic({ accountId: ACCOUNT, signingKey: RSA.pem, ...options });

describe('A6 a Static URL', () => {
  it('carries the token in the query, and what its manifest names carries its own', async () => {
    const pass = await passFrom(vendorOf());
    expect(pass).toEqual({
      kind: 'pass',
      lifetimeSeconds: 600,
      source: { src: `${FOLDER}master.m3u8`, type: 'application/x-mpegURL' },
      rules: [
        {
          match: { urls: [FOLDER] },
          place: [{ kind: 'query', params: { bcov_auth: tokenIn(pass) } }],
          refusals: { 401: 'renew', 403: 'deny' },
        },
        {
          match: {
            urls: ['https://manifest.prod.boltdns.net/'],
            kinds: ['manifest', 'playlist', 'key', 'init', 'segment'],
          },
          place: [{ kind: 'none' }],
          refusals: { 401: 'reload', 403: 'reload' },
        },
      ],
    });
    const { rules, source } = pass;
    const whole = { version: 1, mode: 'renewable', rules, ...(source && { source }) } as const;
    expect(parsePass(formatPass(whole))).toMatchObject(whole);
  });

  it.each([
    ['manifest.mpd', 'application/dash+xml'],
    ['high.mp4', 'video/mp4'],
    ['low.mp4', 'video/mp4'],
  ] as const)('may be %s', async (resource, type) => {
    const { source } = await passFrom(vendorOf({ resource }));
    expect(source).toEqual({ src: FOLDER + resource, type });
  });

  it.each(['hls.vmap', 'dash.vmap'] as const)(
    'may be %s, with the ads it needs',
    async (resource) => {
      const pass = await passFrom(vendorOf({ resource, ssai: 'efcc566' }));
      expect(pass.source).toEqual({ src: FOLDER + resource });
      expect(claimsOf(tokenIn(pass))).toMatchObject({ vod: { ssai: 'efcc566' } });
      expect(() => vendorOf({ resource })).toThrow(/ssai is missing/);
    },
  );

  it('takes a reference id, which binds to no video, where that is asked for', async () => {
    const vendor = vendorOf({ configId: 'c/1', bindToVideo: false });
    const pass = await passFrom(vendor, { asset: 'ref:launch/2024' });
    expect(pass.source?.src).toBe(
      `${FOLDER.replace(VIDEO, 'ref:launch%2F2024')}master.m3u8?config_id=c%2F1`,
    );
    expect(pass.rules[0]?.match.urls).toEqual([FOLDER.replace(VIDEO, 'ref:launch%2F2024')]);
    expect(claimsOf(tokenIn(pass))['conid']).toBeUndefined();
  });

  it.each([
    ['widevine', 'com.widevine.alpha', { url: `${FOLDER}licenses/cenc/widevine` }],
    ['playready', 'com.microsoft.playready', { url: `${FOLDER}licenses/cenc/playready` }],
    [
      'fairplay',
      'com.apple.fps.1_0',
      {
        licenseUri: `${FOLDER}licenses/fairplay`,
        certificateUri: `https://edge.api.brightcove.com/playback/v1/accounts/${ACCOUNT}/fairplay_app_cert`,
      },
    ],
  ] as const)(
    'leads to the licences of %s, below the rule with the token',
    async (protection, name, system) => {
      const pass = await passFrom(vendorOf({ protection }));
      expect(pass.source?.keySystems).toEqual({ [name]: system });
      expect(claimsOf(tokenIn(pass))['pro']).toBe(protection);
    },
  );

  it.each(['', 'aes128'] as const)('leads to none with pro %j', async (protection) => {
    const pass = await passFrom(vendorOf({ protection }));
    expect(pass.source?.keySystems).toBeUndefined();
    expect(claimsOf(tokenIn(pass))['pro']).toBe(protection);
  });
});

describe('A2.3 its claims', () => {
  it('are the account, the times, the options, the video, and then the grant’s own', async () => {
    const vendor = vendorOf({
      protection: 'aes128',
      ssai: 's1',
      claims: () => ({ drules: ['d1'], aud: ['static.api.brightcove.com'] }),
    });
    const pass = await passFrom(vendor, { claims: { drules: 'd2' } });
    expect(claimsOf(tokenIn(pass))).toEqual({
      accid: ACCOUNT,
      iat: NOW / 1000,
      exp: NOW / 1000 + 600,
      pro: 'aes128',
      vod: { ssai: 's1' },
      drules: 'd2',
      aud: ['static.api.brightcove.com'],
      conid: VIDEO,
    });
  });

  it('bind to a video, or there is no token: it would open every video of the account', async () => {
    const asset = 'ref:launch';
    expect(await failureOf(passFrom(vendorOf(), { asset }))).toMatchObject({
      ...{ code: 'invalid_grant', message: expect.stringContaining('bindToVideo') as unknown },
    });
    const named = await passFrom(vendorOf({ claims: () => ({ conid: '42' }) }), { asset });
    expect(claimsOf(tokenIn(named))['conid']).toBe('42');
    const loose = await passFrom(vendorOf({ bindToVideo: false }));
    expect(claimsOf(tokenIn(loose))['conid']).toBeUndefined();
  });

  it('bind to the video that the option claims names, rather than to the asset', async () => {
    const pass = await passFrom(vendorOf({ claims: () => ({ conid: '42' }) }));
    expect(claimsOf(tokenIn(pass))['conid']).toBe('42');
  });

  it.each([
    { uid: 'v-1' },
    { tags: ['x'] },
    { conid: 'ref:x' },
    { aud: ['playback.api.brightcove.com'] },
  ])('are not those of the Playback Restrictions: %j', async (claims) => {
    expect(await failureOf(passFrom(vendorOf(), { claims }))).toMatchObject({
      code: 'invalid_grant',
    });
  });
});

it.each<[string, Partial<Record<keyof BrightcoveStaticOptions, unknown>>]>([
  ['accountId', { accountId: '' }],
  ['signingKey', { signingKey: 'x' }],
  ['resource', { resource: '../keys' }],
  ['playbackUrl', { playbackUrl: 'http://edge.example' }],
  ['mediaUrls', { mediaUrls: ['x'] }],
])('an option that is wrong is named: %s', (name, wrong) => {
  const options = { accountId: ACCOUNT, signingKey: RSA.pem, ...wrong };
  expect(() => Reflect.apply(brightcoveStatic, undefined, [options])).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringContaining(name) as unknown }),
  );
});
