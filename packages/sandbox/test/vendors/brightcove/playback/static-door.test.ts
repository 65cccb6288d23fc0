import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, errorOf } from '../brightcove-under-test.ts';
import { signJwt } from '../sign-jwt.ts';
import { BC_3 } from '../vectors.ts';
import { bytesOf, decrypted, isTransportStream, renditionOf } from '../walk-film.ts';

const urlOf = (bc: BrightcoveUnderTest, resource: string, token?: string, film = 'launch-film') =>
  `${bc.base}/playback/v1/accounts/${bc.account}/videos/${bc.video(film)}/${resource}${
    token === undefined ? '' : `?bcov_auth=${token}`
  }`;

describe('master.m3u8', () => {
  test('is the manifest, its media in clear when the token asks for nothing else', async () => {
    const bc = await brightcoveUnderTest();
    const { key, segments } = await renditionOf(bc, urlOf(bc, 'master.m3u8', bc.token()));
    expect(key).toBe('');
    expect(isTransportStream(await bytesOf(segments[0] ?? ''))).toBe(true);
  });

  test('has encrypted media and a key for pro: aes128', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token({ pro: 'aes128', aud: ['static.api.brightcove.com'] });
    const { key, iv, segments } = await renditionOf(bc, urlOf(bc, 'master.m3u8', token));
    const segment = decrypted(await bytesOf(segments[0] ?? ''), await bytesOf(key), iv);
    expect(isTransportStream(segment)).toBe(true);
  });

  test('what it names lives as long as the token', async () => {
    const bc = await brightcoveUnderTest();
    const { segments } = await renditionOf(bc, urlOf(bc, 'master.m3u8', bc.token()));
    bc.sandbox.advance(59_999);
    expect((await bc.ask(segments[0] ?? '')).status).toBe(200);
    bc.sandbox.advance(1);
    expect((await bc.ask(segments[0] ?? '')).status).toBe(403);
  });

  test('a token without exp never ends', async () => {
    const bc = await brightcoveUnderTest();
    const url = urlOf(bc, 'master.m3u8', signJwt({ accid: bc.account }));
    bc.sandbox.advance(400 * 86_400_000);
    expect((await bc.ask(url)).status).toBe(200);
  });

  test('C2 BC-3 is taken under its own account, video and clock', async () => {
    const bc = await brightcoveUnderTest({ now: () => 1_575_484_132_000 });
    await bc.tell('setAccount', { id: BC_3.account });
    await bc.tell('setVideo', { id: BC_3.video });
    const path = `/playback/v1/accounts/${BC_3.account}/videos/${BC_3.video}`;
    const answer = await bc.ask(`${path}/master.m3u8?bcov_auth=${BC_3.token}`);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('/aes128/')]);
    expect((await bc.ask(`${path}/hls.vmap?bcov_auth=${BC_3.token}`)).status).toBe(200);
  });
});

describe('other resources', () => {
  test.each([
    ['poster.jpg', 200],
    ['thumbnail.jpg', 200],
    ['manifest.mpd', 200],
    ['high.mp4', 404],
    ['low.mp4', 404],
  ])('%s is %i', async (resource, status) => {
    const bc = await brightcoveUnderTest();
    const answer = await bc.ask(urlOf(bc, resource, bc.token()));
    expect(answer.status).toBe(status);
    if (status === 404) expect(errorOf(answer).message).toBe('NO RESOURCE');
  });

  test.each(['hls.vmap', 'dash.vmap'])('%s needs vod.ssai', async (resource) => {
    const bc = await brightcoveUnderTest();
    expect(errorOf(await bc.ask(urlOf(bc, resource, bc.token())))).toMatchObject({
      ...{ status: 403, error_code: 'ACCESS_DENIED', error_subcode: 'AD_CONFIG' },
    });
    const answer = await bc.ask(urlOf(bc, resource, bc.token({ vod: { ssai: 'x' } })));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('vmap:VMAP')]);
  });

  test.each(['cenc/widevine', 'cenc/playready', 'fairplay'])('licenses/%s', async (system) => {
    const bc = await brightcoveUnderTest();
    const url = urlOf(bc, `licenses/${system}`, bc.token(), 'drm-film');
    expect((await bc.ask(url, { method: 'POST' })).status).toBe(200);
    expect((await bc.ask(url)).status).toBe(405);
    const bad = urlOf(bc, `licenses/${system}`, 'x.y.z', 'drm-film');
    const answer = await bc.ask(bad, { method: 'POST' });
    expect([answer.status, answer.body]).toEqual([401, { error: 'Denied: invalid jwt' }]);
  });

  test('the account’s FairPlay certificate needs no token', async () => {
    const bc = await brightcoveUnderTest();
    const url = `/playback/v1/accounts/${bc.account}/fairplay_app_cert`;
    expect((await bc.ask(url)).status).toBe(200);
  });
});

describe('refusals', () => {
  test('no token is INVALID_POLICY_KEY, a bad, expired or other host’s one INVALID_JWT', async () => {
    const bc = await brightcoveUnderTest();
    const error = async (token?: string) => errorOf(await bc.ask(urlOf(bc, 'master.m3u8', token)));
    const invalid = { status: 401, error_code: 'INVALID_JWT' };
    expect(await error()).toEqual({ status: 401, error_code: 'INVALID_POLICY_KEY' });
    expect(await error('x.y.z')).toEqual(invalid);
    expect(await error(bc.token({ exp: bc.now() }))).toEqual(invalid);
    expect(await error(bc.token({ aud: ['playback.api.brightcove.com'] }))).toEqual(invalid);
    expect(await error(bc.token({ exp: bc.now() + 31 * 86_400 }))).toEqual(invalid);
  });

  test('another video’s token is ACCESS_DENIED, twice a parameter 400, no such video 404', async () => {
    const bc = await brightcoveUnderTest();
    const other = bc.token({ conid: bc.video('long-film') });
    expect(errorOf(await bc.ask(urlOf(bc, 'master.m3u8', other)))).toMatchObject({
      ...{ status: 403, error_code: 'ACCESS_DENIED', error_subcode: 'VIDEO_ID' },
    });
    const url = urlOf(bc, 'master.m3u8', bc.token());
    expect((await bc.ask(`${url}&bcov_auth=x`)).status).toBe(400);
    expect((await bc.ask(`${url}&config_id=x&config_id=y`)).status).toBe(400);
    expect((await bc.ask(url.replace(bc.video('launch-film'), '1'))).status).toBe(404);
    expect((await bc.ask(url, { method: 'POST' })).status).toBe(405);
  });

  test('rights and the blacklist are not for them; schedules of the video are', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { propagationMs: 0 });
    await bc.tell('setRight', { id: 'default', geo_global_rule: 'block_all' });
    const token = bc.token();
    await bc.api('PUT', `/accounts/${bc.account}/blacklist/tokens/${token}`);
    expect((await bc.ask(urlOf(bc, 'master.m3u8', token))).status).toBe(200);
    await bc.tell('setVideo', { id: bc.video('launch-film'), active: false });
    expect(errorOf(await bc.ask(urlOf(bc, 'master.m3u8', token)))).toEqual({
      ...{ status: 403, error_code: 'VIDEO_NOT_PLAYABLE' },
    });
  });

  test('an account without them has none', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { staticUrls: false });
    expect((await bc.ask(urlOf(bc, 'master.m3u8', bc.token()))).status).not.toBe(200);
  });
});
