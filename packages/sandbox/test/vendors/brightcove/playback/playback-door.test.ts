import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest, Json } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, errorOf, withToken } from '../brightcove-under-test.ts';
import { BC_1 } from '../vectors.ts';

const FORBIDDEN = 'Access to this resource is forbidden by access policy.';

const pathOf = (bc: BrightcoveUnderTest, film = 'launch-film') =>
  `/playback/v1/accounts/${bc.account}/videos/${bc.video(film)}`;

describe('a video', () => {
  test('is described to a token, with sources that open', async () => {
    const bc = await brightcoveUnderTest();
    const { status, body } = await bc.ask(pathOf(bc), withToken(bc.token()));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: bc.video('launch-film'),
      account_id: bc.account,
      reference_id: 'launch-film',
      name: 'Launch film',
      duration: 120_000,
      tags: ['launch', 'demo'],
      cue_points: [],
    });
    expect(body.sources).toEqual([
      {
        type: 'application/x-mpegURL',
        src: expect.stringMatching(
          /\/manifest\/v1\/hls\/v4\/aes128\/1100863500123\/[\da-f-]{36}\/10s\/master\.m3u8\?fastly_token=\w+%3D%3D$/,
        ),
        ext_x_version: '4',
        codecs: 'avc1,mp4a',
      },
    ]);
    for (const url of [body.sources[0].src, body.poster, body.text_tracks[0].src])
      expect((await bc.ask(url)).status).toBe(200);
  });

  test('can be asked for by its reference id, the colon as it is or encoded', async () => {
    const bc = await brightcoveUnderTest();
    for (const name of ['ref:long-film', 'ref%3Along-film']) {
      const path = `/playback/v1/accounts/${bc.account}/videos/${name}`;
      expect((await bc.ask(path, withToken(bc.token()))).body.id).toBe(bc.video('long-film'));
    }
  });

  test('takes the token from BCOV-Auth, too, and Authorization wins', async () => {
    const bc = await brightcoveUnderTest();
    const status = async (headers: Record<string, string>) =>
      (await bc.ask(pathOf(bc), { headers })).status;
    const [good, bad] = [bc.token(), 'bad'];
    expect(await status({ 'BCOV-Auth': good })).toBe(200);
    expect((await bc.sandbox.journal()).entries.at(-1)?.credential).toBe('header');
    expect(await status({ 'BCOV-Auth': bad, Authorization: `Bearer ${good}` })).toBe(200);
    expect(await status({ 'BCOV-Auth': good, Authorization: `Bearer ${bad}` })).toBe(401);
    expect(await status({ 'BCOV-Auth': good, Authorization: 'Bearer' })).toBe(401);
  });

  test('with DRM has key systems, and one in clear needs no token, as its right says', async () => {
    const bc = await brightcoveUnderTest();
    const drm = (await bc.ask(pathOf(bc, 'drm-film'), withToken(bc.token()))).body;
    expect(
      drm.sources.map((source: Json) => [source.type, Object.keys(source.key_systems)]),
    ).toEqual([
      ['application/dash+xml', ['com.widevine.alpha', 'com.microsoft.playready']],
      ['application/x-mpegURL', ['com.apple.fps.1_0']],
    ]);
    expect((await bc.ask(drm.sources[0].src)).text).toContain('bc:licenseAcquisitionUrl');
    expect((await bc.ask(drm.sources[1].src)).status).toBe(200);
    expect((await bc.ask(pathOf(bc, 'public-film'))).body.sources[0].src).toContain('/clear/');
    const refused = await bc.ask(pathOf(bc, 'public-film'), withToken('bad'));
    expect(refused.status, 'a bad token is not none').toBe(401);
  });
});

describe('refusals', () => {
  test.each([
    ['400 DUPLICATE_PARAMETERS', '?ad_config_id=1&ad_config_id=2', {}, 'BAD_REQUEST'],
    ['405 METHOD_NOT_ALLOWED', '', { method: 'POST' }, 'METHOD_NOT_ALLOWED'],
    ['401 TOKEN_REQUIRED', '', {}, 'ACCESS_DENIED'],
    ['401 TOKEN_VALIDATION', '', withToken('x.y.z'), 'ACCESS_DENIED'],
  ])('%s', async (name, query, init, error_code) => {
    const bc = await brightcoveUnderTest();
    const [status, error_subcode] = name.split(' ');
    const answer = await bc.ask(pathOf(bc) + query, init);
    expect(errorOf(answer)).toEqual({ status: Number(status), error_code, error_subcode });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('404 VIDEO_NOT_FOUND and PLAYLIST_NOT_FOUND', async () => {
    const bc = await brightcoveUnderTest();
    for (const [below, error_subcode] of [
      ['videos/1', 'VIDEO_NOT_FOUND'],
      ['videos/ref:none', 'VIDEO_NOT_FOUND'],
      ['videos/%zz', 'VIDEO_NOT_FOUND'],
      ['playlists/1', 'PLAYLIST_NOT_FOUND'],
    ]) {
      const path = `/playback/v1/accounts/${bc.account}/${below}`;
      expect(errorOf(await bc.ask(path, withToken(bc.token())))).toEqual({
        status: 404,
        error_code: 'NOT_FOUND',
        error_subcode,
      });
    }
  });

  const denied = async (bc: BrightcoveUnderTest, claims: Record<string, unknown> = {}) =>
    errorOf(await bc.ask(pathOf(bc), withToken(bc.token(claims))));

  const forbidden = (error_subcode: string, more = {}) => ({
    ...{ status: 403, error_subcode, error_code: 'ACCESS_DENIED', message: FORBIDDEN },
    ...more,
  });

  test.each([
    ['inactive', { active: false }],
    ['not ingested', { complete: false }],
    ['not on yet', { startsAt: 4_000_000_000 }],
    ['over', { endsAt: 1 }],
  ])('403 VIDEO_NOT_PLAYABLE for a video that is %s, before any right', async (_, changes) => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setRight', { id: 'default', disabled: true });
    await bc.tell('setVideo', { id: bc.video('launch-film'), ...changes });
    expect(await denied(bc)).toEqual(forbidden('VIDEO_NOT_PLAYABLE'));
  });

  test('403 CLIENT_GEO by the content management, with the country in lower case', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setVideo', { id: bc.video('launch-film'), countries: ['DE'] });
    expect(await denied(bc)).toEqual(forbidden('CLIENT_GEO', { client_geo: 'us' }));
    await bc.tell('setPlace', { ip: '192.0.2.7', country: 'DE' });
    expect((await denied(bc, { ip: '192.0.2.7' })).status, 'the token’s ip counts').toBe(200);
  });

  test('403 TAGS for a token none of whose tags the video has', async () => {
    const bc = await brightcoveUnderTest();
    expect(await denied(bc, { tags: ['vip', 'gold'] })).toEqual(forbidden('TAGS'));
    expect((await denied(bc, { tags: ['vip', 'launch'] })).status).toBe(200);
  });

  test('403 OFFERS for another video’s token, as far as the account’s options reach', async () => {
    const bc = await brightcoveUnderTest();
    const other = bc.video('long-film');
    for (const claims of [{ vids: [other] }, { conid: other }])
      expect(await denied(bc, claims)).toEqual(forbidden('OFFERS'));
    expect((await denied(bc, { vids: [other, bc.video('launch-film')] })).status).toBe(200);
    await bc.tell('setAccount', { playbackRightsIdOption: false, licenseKeysProtection: false });
    for (const claims of [{ vids: [other] }, { conid: other }])
      expect((await denied(bc, claims)).status).toBe(200);
  });

  test('the older table’s FORBIDDEN can be chosen', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { forbiddenCode: 'FORBIDDEN' });
    const tags = await denied(bc, { tags: ['vip'] });
    expect(tags).toMatchObject({ error_code: 'FORBIDDEN', error_subcode: 'TAGS' });
  });

  test('a token’s right replaces the video’s where the account honours it and it exists', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setRight', { id: 'nowhere', geo_global_rule: 'block_all' });
    expect(await denied(bc, { prid: 'nowhere' })).toMatchObject({ error_subcode: 'CLIENT_GEO' });
    expect((await denied(bc, { prid: 'no-such-right' })).status).toBe(200);
    await bc.tell('setAccount', { playbackRightsIdOption: false });
    expect((await denied(bc, { prid: 'nowhere' })).status).toBe(200);
  });

  test('the journal says whose fault it was', async () => {
    const bc = await brightcoveUnderTest();
    const verdict = async (init: RequestInit) => {
      await bc.ask(pathOf(bc), init);
      return (await bc.sandbox.journal()).entries.at(-1)?.verdict;
    };
    expect(await verdict({})).toBe('missing');
    expect(await verdict(withToken('?'))).toBe('malformed');
    expect(await verdict(withToken(bc.token({ exp: bc.now() - 1 })))).toBe('expired');
    expect(await verdict(withToken(bc.token({ accid: '1' })))).toBe('wrong');
    expect(await verdict(withToken(bc.token({ tags: ['vip'] })))).toBe('wrong');
    expect(await verdict(withToken(bc.token()))).toBe('ok');
  });
});

describe('lists', () => {
  const base = (bc: BrightcoveUnderTest) => `/playback/v1/accounts/${bc.account}`;

  test('leave out what is refused, and say why', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setVideo', { id: bc.video('live-show'), countries: ['DE'] });
    const { playlistId } = bc.sandbox.keys.brightcove;
    for (const path of [`${base(bc)}/videos?q=`, `${base(bc)}/playlists/${playlistId}`]) {
      const { status, body } = await bc.ask(path, withToken(bc.token({ tags: ['demo'] })));
      expect(status).toBe(200);
      expect(body.videos.map((video: Json) => video.reference_id)).toEqual([
        ...['launch-film', 'long-film', 'public-film', 'drm-film'],
      ]);
      expect(body.errors).toEqual([
        {
          ...{ error_code: 'ACCESS_DENIED', error_subcode: 'CLIENT_GEO', client_geo: 'us' },
          message: FORBIDDEN,
        },
      ]);
    }
  });

  test('without a token have what needs none', async () => {
    const bc = await brightcoveUnderTest();
    const { body } = await bc.ask(`${base(bc)}/videos`);
    expect(body.videos.map((video: Json) => video.reference_id)).toEqual(['public-film']);
    expect(body.errors).toContainEqual({
      ...{ error_code: 'ACCESS_DENIED', error_subcode: 'TOKEN_REQUIRED' },
    });
    expect((await bc.ask(`${base(bc)}/videos`, withToken('bad'))).status).toBe(401);
  });

  test('search by word and tag, with limit and offset', async () => {
    const bc = await brightcoveUnderTest();
    const found = async (query: string) => {
      const { body } = await bc.ask(`${base(bc)}/videos?${query}`, withToken(bc.token()));
      return [body.count, body.videos.map((video: Json) => video.reference_id), body.errors];
    };
    expect(await found('q=long')).toEqual([1, ['long-film'], undefined]);
    expect(await found('q=tags:live')).toEqual([1, ['live-show'], undefined]);
    expect(await found('limit=2&offset=1')).toEqual([5, ['long-film', 'public-film'], undefined]);
  });
});

test('C2 BC-1 is taken by the Playback API under its own account, video and clock', async () => {
  const bc = await brightcoveUnderTest({ now: () => 1_554_199_032_000 });
  await bc.tell('setVideo', { id: BC_1.video });
  const path = `/playback/v1/accounts/${BC_1.account}/videos/${BC_1.video}`;
  expect((await bc.ask(path, withToken(BC_1.token))).status).toBe(200);
  await bc.sandbox.setClock(1_800_000);
  expect((await bc.ask(path, withToken(BC_1.token))).status).toBe(401);
});
