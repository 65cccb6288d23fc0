import { formatPass, parsePass } from '@playgate/protocol';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { brightcove } from '../../src/brightcove/index.ts';
import type { BrightcoveOptions } from '../../src/brightcove/index.ts';
import { LICENSE_REFUSALS } from '../../src/brightcove/playback/license-refusals.ts';
import { grant, isServerError, ServerError } from '../../src/index.ts';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { RSA } from '../jwt/keys.ts';
import { ask, codeOf, NOW, passHandler } from '../support.ts';
import {
  ACCOUNT,
  CERTIFICATE_URL,
  claimsOf,
  CLEAR_URL,
  DASH_DRM,
  DASH_URL,
  failureOf,
  FAIRPLAY_URL,
  HLSE_URL,
  hls,
  LICENSE_URL,
  mintContext,
  passFrom,
  tokenIn,
  VIDEO,
  vendorOver,
  video,
} from './brightcove-support.ts';

const EDGE_AUTH = 'https://edge-auth.api.brightcove.com/playback/v1';
const MEDIA = ['https://manifest.prod.boltdns.net/'];
const UNTOUCHED = {
  match: { urls: MEDIA, kinds: ['manifest', 'playlist', 'key', 'init', 'segment'] },
  place: [{ kind: 'none' }],
  refusals: { 401: 'reload', 403: 'reload' },
};

const answering =
  (...sources: readonly unknown[]) =>
  () =>
    Response.json(video(...sources));

describe('A3.1 the Playback API', () => {
  it('is asked for a video with the token as Bearer', async () => {
    const { vendor, sent } = vendorOver(answering(hls(HLSE_URL)));
    const token = tokenIn(await passFrom(vendor));
    expect(sent).toEqual([
      {
        method: 'GET',
        url: `${EDGE_AUTH}/accounts/${ACCOUNT}/videos/${VIDEO}`,
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        body: undefined,
        redirect: 'manual',
      },
    ]);
  });

  it('is asked by reference id, encoded, and the pass is bound to the video that it names', async () => {
    const { vendor, sent } = vendorOver(answering(hls(HLSE_URL)));
    const pass = await passFrom(vendor, { asset: 'ref:launch/2024 ü' });
    expect(sent[0]?.url).toBe(`${EDGE_AUTH}/accounts/${ACCOUNT}/videos/ref:launch%2F2024%20%C3%BC`);
    const [, asked = ''] = sent[0]?.headers['authorization']?.split(' ') ?? [];
    expect(claimsOf(asked)['conid']).toBeUndefined();
    expect(claimsOf(tokenIn(pass))['conid']).toBe(VIDEO);
  });

  it('is told the configurations, the page and the browser where they are known', async () => {
    const { vendor, sent } = vendorOver(answering(hls(HLSE_URL)), {
      configId: 'c/1',
      adConfigId: 'a1',
      pageOrigin: 'https://app.example',
      playbackUrl: 'https://edge.example/playback/v1/',
    });
    await passFrom(vendor, { claims: { ua: 'Player/1.0' } });
    expect(sent[0]).toMatchObject({
      url: `https://edge.example/playback/v1/accounts/${ACCOUNT}/videos/${VIDEO}?config_id=c%2F1&ad_config_id=a1`,
      headers: { origin: 'https://app.example', 'user-agent': 'Player/1.0' },
    });
  });

  it('is not asked where the page names the source', async () => {
    const { vendor, sent } = vendorOver(answering(), { resolveSource: false });
    const pass = await passFrom(vendor);
    expect(sent).toEqual([]);
    expect(pass.source).toBeUndefined();
    expect(pass.rules.map(({ match }) => match.kinds)).toEqual([
      ['license', 'certificate'],
      ['manifest', 'playlist', 'key'],
      ['api'],
      UNTOUCHED.match.kinds,
    ]);
  });
});

describe('A3.3 the token is placed', () => {
  it('HLSe: as bcov_auth on manifest, playlists and keys, and on nothing else of that host', async () => {
    const { vendor } = vendorOver(answering(hls(HLSE_URL)));
    const pass = await passFrom(vendor);
    const token = tokenIn(pass);
    expect(pass).toEqual({
      kind: 'pass',
      lifetimeSeconds: 600,
      source: { src: HLSE_URL, type: 'application/x-mpegURL' },
      rules: [
        {
          match: { urls: MEDIA, kinds: ['manifest', 'playlist', 'key'] },
          place: [{ kind: 'query', params: { bcov_auth: token } }],
          refusals: { 401: 'renew', 403: 'reload' },
        },
        {
          match: { urls: [`${EDGE_AUTH}/accounts/${ACCOUNT}/`], kinds: ['api'] },
          place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${token}` }],
          refusals: { 401: 'renew', 403: 'deny' },
        },
        UNTOUCHED,
      ],
    });
  });

  it('HLSe: on the manifest alone, where the copies of the edge shall stay', async () => {
    const { vendor } = vendorOver(answering(hls(HLSE_URL)), { childTokens: 'keep' });
    const { rules } = await passFrom(vendor);
    expect(rules[0]?.match.kinds).toEqual(['manifest']);
    expect(rules.at(-1)).toEqual(UNTOUCHED);
  });

  it('DRM: as BCOV-Auth on licences and certificates, and not on the manifest', async () => {
    const { vendor } = vendorOver(answering(DASH_DRM));
    const pass = await passFrom(vendor);
    expect(pass.rules[0]).toEqual({
      match: { urls: MEDIA, kinds: ['license', 'certificate'] },
      place: [{ kind: 'header', name: 'BCOV-Auth', value: tokenIn(pass) }],
      refusals: { 401: 'renew', 403: 'deny' },
    });
    expect(pass.rules.map(({ match }) => match.kinds)).toEqual([
      ['license', 'certificate'],
      ['api'],
      UNTOUCHED.match.kinds,
    ]);
    expect(pass.source).toEqual({
      src: DASH_URL,
      type: 'application/dash+xml',
      keySystems: {
        'com.widevine.alpha': { url: LICENSE_URL, refusals: LICENSE_REFUSALS },
        'com.microsoft.playready': {
          url: LICENSE_URL.replace('widevine', 'playready'),
          refusals: LICENSE_REFUSALS,
        },
      },
    });
  });

  it('FairPlay: with its certificate, as videojs-contrib-eme takes it', async () => {
    const key_systems = {
      'com.apple.fps.1_0': { key_request_url: FAIRPLAY_URL, certificate_url: CERTIFICATE_URL },
    };
    const { vendor } = vendorOver(answering(hls(CLEAR_URL, { key_systems })));
    expect((await passFrom(vendor)).source?.keySystems).toEqual({
      'com.apple.fps.1_0': {
        licenseUri: FAIRPLAY_URL,
        certificateUri: CERTIFICATE_URL,
        refusals: LICENSE_REFUSALS,
      },
    });
  });

  it('not at all on what is clear', async () => {
    const { vendor } = vendorOver(answering(hls(CLEAR_URL)));
    const { rules } = await passFrom(vendor);
    expect(rules.map(({ match }) => match.kinds)).toEqual([['api'], UNTOUCHED.match.kinds]);
  });

  it('nowhere on the hosts of segments', async () => {
    const segmentUrls = ['https://media.example/'];
    const { vendor } = vendorOver(answering(hls(HLSE_URL)), { segmentUrls });
    const { rules } = await passFrom(vendor);
    expect(rules.at(-1)?.match.urls).toEqual([...MEDIA, ...segmentUrls]);
    expect(rules.filter(({ match }) => match.urls.includes('https://media.example/'))).toHaveLength(
      1,
    );
  });

  it.each([[hls(HLSE_URL)], [DASH_DRM], [hls(CLEAR_URL)]])(
    'so that a browser takes the pass (%#)',
    async (source) => {
      const { vendor } = vendorOver(answering(source));
      const { rules, source: made } = await passFrom(vendor);
      const pass = { version: 1, mode: 'renewable', rules, ...(made && { source: made }) } as const;
      expect(parsePass(formatPass(pass))).toMatchObject(pass);
    },
  );
});

describe('A4.1 a source is chosen', () => {
  it('HLS before DASH, and without DRM before with it', async () => {
    const drmHls = hls(CLEAR_URL, { key_systems: DASH_DRM.key_systems });
    const { vendor } = vendorOver(answering(DASH_DRM, drmHls, hls(HLSE_URL)));
    expect((await passFrom(vendor)).source?.src).toBe(HLSE_URL);
  });

  it('DASH where it is preferred, and the other where there is only that', async () => {
    const both = vendorOver(answering(hls(HLSE_URL), DASH_DRM), { prefer: 'dash' });
    expect((await passFrom(both.vendor)).source?.src).toBe(DASH_URL);
    const one = vendorOver(answering(hls(HLSE_URL)), { prefer: 'dash' });
    expect((await passFrom(one.vendor)).source?.src).toBe(HLSE_URL);
  });

  it('by the application, who hears of every usable source and of the grant', async () => {
    const { vendor } = vendorOver(
      answering(hls(HLSE_URL), DASH_DRM, { type: 'video/mp4', src: `${MEDIA[0]}a.mp4` }),
      {
        chooseSource: (sources, { permissions = [] }) =>
          sources.find(({ format, protection }) => permissions.includes(`${format} ${protection}`)),
      },
    );
    const src = async (permission: string): Promise<unknown> =>
      (await passFrom(vendor, { permissions: [permission] })).source?.src;
    expect(await src('dash drm')).toBe(DASH_URL);
    expect(await src('hls aes128')).toBe(HLSE_URL);
    expect(await src('other clear')).toBe('https://manifest.prod.boltdns.net/a.mp4');
  });

  it.each([
    ['plain http', [hls(HLSE_URL.replace('https:', 'http:'))]],
    ['another host', [hls('https://manifest.prod.boltdns.net.evil.example/aes128/master.m3u8')]],
    ['a user', [hls('https://manifest.prod.boltdns.net@evil.example/aes128/master.m3u8')]],
    ['a path that climbs', [hls('https://manifest.prod.boltdns.net/a/../aes128/master.m3u8')]],
    ['a plain file', [{ type: 'video/mp4', src: 'https://manifest.prod.boltdns.net/a.mp4' }]],
    [
      'licences of another host',
      [
        {
          ...DASH_DRM,
          key_systems: { 'com.widevine.alpha': { license_url: 'https://evil.example/l' } },
        },
      ],
    ],
    ['nothing', []],
    ['something else', [7, null, 'x', {}, { src: 7 }]],
  ])('A50 but none that leads to %s', async (_where, sources) => {
    const { vendor } = vendorOver(answering(...sources));
    expect(await failureOf(passFrom(vendor), 'evil')).toMatchObject({
      ...{ code: 'vendor_response', vendor: 'brightcove', correlationId: expect.any(String) },
    });
  });

  it('with the licences that lead where they may, without the others', async () => {
    const key_systems = {
      ...DASH_DRM.key_systems,
      'com.apple.fps.1_0': { key_request_url: 'https://evil.example/l' },
    };
    const { vendor } = vendorOver(answering({ ...DASH_DRM, key_systems }));
    expect(Object.keys((await passFrom(vendor)).source?.keySystems ?? {})).toEqual([
      'com.widevine.alpha',
      'com.microsoft.playready',
    ]);
  });

  it('A7 also by its path, where the answer names no type', async () => {
    const { vendor } = vendorOver(answering({ src: DASH_URL }, { src: HLSE_URL }));
    expect((await passFrom(vendor)).source).toEqual({
      src: HLSE_URL,
      type: 'application/x-mpegURL',
    });
  });
});

describe('A2.2 the claims', () => {
  const { vendor } = vendorOver(answering(hls(HLSE_URL)), {
    claims: ({ viewer }) => ({ uid: viewer ?? 'nobody', climit: 2, tags: ['basic'] }),
  });

  it("are the account, the times, the video, the option's, and then the grant's own", async () => {
    const claims = { tags: ['gold'], ip: '203.0.113.7' };
    const pass = await passFrom(vendor, { viewer: 'v-1', claims }, { lifetimeSeconds: 60 });
    expect(claimsOf(tokenIn(pass))).toEqual({
      accid: ACCOUNT,
      iat: NOW / 1000,
      exp: NOW / 1000 + 60,
      conid: VIDEO,
      uid: 'v-1',
      climit: 2,
      tags: ['gold'],
      ip: '203.0.113.7',
    });
    expect(pass.lifetimeSeconds).toBe(60);
  });

  it('bind to the video unless told otherwise', async () => {
    const loose = vendorOver(answering(hls(HLSE_URL)), { bindToVideo: false });
    expect(claimsOf(tokenIn(await passFrom(loose.vendor)))['conid']).toBeUndefined();
    expect(
      claimsOf(tokenIn(await passFrom(loose.vendor, { asset: 'ref:x' })))['conid'],
    ).toBeUndefined();
    const other = await passFrom(vendor, { claims: { conid: '42' } });
    expect(claimsOf(tokenIn(other))['conid']).toBe('42');
  });

  it('bind a reference id, too, or there is no token: it would open every video of the account', async () => {
    const asset = 'ref:x';
    const unnamed = vendorOver(() => Response.json({ sources: [hls(HLSE_URL)] }));
    expect(await failureOf(passFrom(unnamed.vendor, { asset }))).toMatchObject({
      code: 'vendor_response',
    });
    const unsure = vendorOver(answering(hls(HLSE_URL)));
    const bound = await passFrom(unsure.vendor, { asset, claims: { conid: undefined } });
    expect(claimsOf(tokenIn(bound))['conid']).toBe(VIDEO);
    const blind = vendorOver(answering(), { resolveSource: false });
    const error = await failureOf(passFrom(blind.vendor, { asset }));
    expect(error).toMatchObject({ code: 'invalid_grant' });
    const named = await passFrom(blind.vendor, { asset, claims: { conid: '42' } });
    expect(claimsOf(tokenIn(named))['conid']).toBe('42');
    const loose = vendorOver(answering(), { resolveSource: false, bindToVideo: false });
    expect(claimsOf(tokenIn(await passFrom(loose.vendor, { asset })))['conid']).toBeUndefined();
  });

  it.each([{ uid: 'a b' }, { role: 'admin' }, { exp: 9_999_999_999 }, { tags: [] }])(
    'A14 are checked before anything is signed or sent: %j',
    async (claims) => {
      const { vendor: checked, sent } = vendorOver(answering(hls(HLSE_URL)));
      expect(await failureOf(passFrom(checked, { claims }))).toMatchObject({
        code: 'invalid_grant',
      });
      expect(sent).toEqual([]);
    },
  );
});

describe('an asset', () => {
  it.each([
    '',
    VIDEO,
    'video:',
    'video:launch',
    'video:1/../2',
    'ref:',
    'ref:a\nb',
    `ref:${'x'.repeat(151)}`,
    'playlist:1',
  ])('A16 is not %j', async (asset) => {
    const { vendor, sent } = vendorOver(answering(hls(HLSE_URL)));
    expect(await failureOf(passFrom(vendor, { asset }))).toMatchObject({ code: 'invalid_grant' });
    expect(sent).toEqual([]);
  });

  it('A16 cannot climb out of its place by its reference id', async () => {
    const { vendor, sent } = vendorOver(answering(hls(HLSE_URL)));
    expect(await failureOf(passFrom(vendor, { asset: 'ref:../../x' }))).toMatchObject({
      code: 'invalid_value',
    });
    expect(sent).toEqual([]);
  });
});

/** One answer of the Playback API, as its error table has it. */
const refusal =
  (status: number, error_subcode: string, error_code = 'ACCESS_DENIED') =>
  () =>
    Response.json([{ error_subcode, error_code, message: 'canary text' }], { status });

/** What the browser and the audit are told of it. */
async function outcomeOf(answer: () => Response) {
  const { vendor } = vendorOver(answer);
  const { handle, events } = passHandler({
    vendor,
    decide: () => grant({ asset: `video:${VIDEO}`, viewer: 'v-1' }),
  });
  const response = await handle(ask());
  const text = await response.clone().text();
  expect(text).not.toContain('canary');
  expect(text).not.toMatch(/[A-Z]{4,}_/);
  const { error } = events[0] ?? {};
  expect(inspect(error, { depth: 9 })).not.toContain('canary');
  const { code, reason } = isServerError(error) ? error : new ServerError('config', '');
  return { status: response.status, problem: await codeOf(response), code, reason };
}

describe('A4.2 a no of the Playback API', () => {
  it.each([
    'CLIENT_GEO',
    'CLIENT_IP',
    'DOMAIN',
    'OFFERS',
    'TAGS',
    'VIDEO_NOT_PLAYABLE',
    'DENIED_BY_STREAM_LIMIT_CREATE',
    'DENIED_BY_STREAM_LIMIT_RENEW',
    'DENIED_BY_STREAM_LIMIT',
    'DENIED_BY_DEVICE_LIMITING',
  ])(
    '403 %s is a no to the viewer, by either error code, with its reason in the audit',
    async (subcode) => {
      for (const errorCode of ['ACCESS_DENIED', 'FORBIDDEN'])
        expect(await outcomeOf(refusal(403, subcode, errorCode))).toEqual({
          status: 403,
          problem: 'forbidden',
          code: 'vendor_forbidden',
          reason: subcode,
        });
    },
  );

  it('404 VIDEO_NOT_FOUND is that there is no such asset', async () => {
    expect(await outcomeOf(refusal(404, 'VIDEO_NOT_FOUND', 'NOT_FOUND'))).toEqual({
      status: 404,
      problem: 'not_found',
      code: 'vendor_not_found',
      reason: 'VIDEO_NOT_FOUND',
    });
  });

  it.each([
    [401, 'TOKEN_REQUIRED', 'vendor_credentials'],
    [401, 'TOKEN_VALIDATION', 'vendor_credentials'],
    [403, 'ACCOUNT_ID', 'vendor_credentials'],
    [400, 'DUPLICATE_PARAMETERS', 'vendor_request'],
    [405, 'METHOD_NOT_ALLOWED', 'vendor_status'],
    [500, 'SERVER_ERROR', 'vendor_status'],
    [502, 'ACCOUNT_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'VIDEO_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'VIDEO_URLS_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'PLAYLIST_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'PLAYLIST_VIDEOS_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'PLAYBACK_RIGHT_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'RIGHTS_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'OFFERS_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'LICENSE_RETRIEVE_FAILURE', 'vendor_status'],
  ])('%d %s is the backend’s affair, named in the audit', async (status, subcode, code) => {
    const outcome = await outcomeOf(refusal(status, subcode));
    expect(outcome).toMatchObject({ code, reason: subcode });
    expect(outcome.status).toBeGreaterThanOrEqual(500);
  });

  it.each([
    [503, 'SERVICE_UNAVAILABLE'],
    [504, 'SERVER_TIMEOUT'],
    [401, 'INVALID_POLICY_KEY'],
  ])('%d %s has no subcode, and is named by its code', async (status, errorCode) => {
    const answer = () => Response.json([{ error_code: errorCode }], { status });
    expect(await outcomeOf(answer)).toMatchObject({ reason: errorCode });
  });

  it.each([
    ['HTML', () => new Response('<h1>canary</h1>', { status: 403 })],
    ['an unknown word', refusal(403, 'CANARY_WORD', 'CANARY_CODE')],
    [
      'an object',
      () => Response.json({ error: 'Denied by stream limiting (create)' }, { status: 403 }),
    ],
    ['nothing', () => new Response(null, { status: 403 })],
  ])('403 with %s is not taken for a no to the viewer', async (_what, answer) => {
    const outcome = await outcomeOf(answer);
    expect(outcome).toMatchObject({ code: 'vendor_forbidden', reason: undefined });
    expect(outcome.status).toBeGreaterThanOrEqual(500);
  });

  it('404 for another thing is the backend’s affair in the audit', async () => {
    expect(await outcomeOf(refusal(404, 'ACCOUNT_NOT_FOUND'))).toMatchObject({
      code: 'vendor_not_found',
      reason: 'ACCOUNT_NOT_FOUND',
    });
  });
});

describe('A48 nothing secret', () => {
  it('is told by a pass that fails, nor by the vendor itself', async () => {
    const tokens: string[] = [];
    const { vendor } = vendorOver(({ headers }) => {
      tokens.push(headers['authorization']?.replace('Bearer ', '') ?? '');
      throw new TypeError(`fetch failed for ${headers['authorization']}`);
    });
    const error = await failureOf(passFrom(vendor), 'MII', 'eyJ');
    expect(error).toMatchObject({ code: 'vendor_connection', correlationId: 'id-1' });
    expect(tokens).toHaveLength(1);
    expect(inspect(vendor, { depth: 9, showHidden: true })).not.toContain('MII');
  });

  it('is in what is told of calls', async () => {
    const calls: unknown[] = [];
    const { vendor } = vendorOver(answering(hls(HLSE_URL)), { onCall: (call) => calls.push(call) });
    await passFrom(vendor, { viewer: 'v-1' });
    expect(calls).toMatchObject([
      { vendor: 'brightcove', path: '/accounts/{}/videos/{}', status: 200, viewer: 'v-1' },
    ]);
    expect(JSON.stringify(calls)).not.toContain('eyJ');
  });
});

describe('an option', () => {
  const good: BrightcoveOptions = { accountId: ACCOUNT, signingKey: RSA.pem };
  it.each<[string, Partial<Record<keyof BrightcoveOptions, unknown>>]>([
    ['accountId', { accountId: 'x' }],
    ['signingKey', { signingKey: 'x' }],
    ['algorithm', { algorithm: 'PS256' }],
    ['playbackUrl', { playbackUrl: 'http://edge.example' }],
    ['mediaUrls', { mediaUrls: [] }],
    ['mediaUrls', { mediaUrls: ['http://cdn.example/'] }],
    ['licenseUrls', { licenseUrls: ['x'] }],
    ['segmentUrls', { segmentUrls: ['x'] }],
    ['prefer', { prefer: 'smooth' }],
    ['childTokens', { childTokens: 'x' }],
    ['pageOrigin', { pageOrigin: 'https://app.example/path' }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('%s that is wrong is named', (name, wrong) => {
    expect(() => Reflect.apply(brightcove, undefined, [{ ...good, ...wrong }])).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(name) as unknown,
      }),
    );
  });

  it('signingKey may be a signer over a vault', async () => {
    const signingKey = importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256' });
    const { vendor } = vendorOver(answering(hls(HLSE_URL)), { signingKey });
    await expect(vendor.mint({ asset: `video:${VIDEO}` }, mintContext())).resolves.toMatchObject({
      kind: 'pass',
    });
  });
});
