import { createDecipheriv, createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signJwt } from '../brightcove/sign-jwt.ts';
import { linesOf, muxUnderTest } from './mux-under-test.ts';
import { BY_VERSION_14, BY_VERSION_7, KEY_ID, MADE_AT, PLAYBACK_ID } from './vectors.ts';

const MINUTE = 60_000;

describe('a film', () => {
  test('plays from its manifest to its bytes, the token on the manifest alone', async () => {
    const mux = await muxUnderTest();
    const manifest = await mux.open(`/${mux.id}.m3u8`, mux.token());
    expect([manifest.status, manifest.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.apple.mpegurl',
    ]);
    const [rendition = ''] = linesOf(manifest.text);
    expect(rendition).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/[\da-f]{64}\/rendition\.m3u8\?expires=\d+&skid=default&signature=[\w=]+$/,
    );
    const { text: playlist } = await mux.ask(rendition);
    const [, key = '', iv = ''] = /URI="([^"]+)",IV=0x(\w+)/.exec(playlist) ?? [];
    const [segment = ''] = linesOf(playlist);
    expect(new URL(segment).pathname).toMatch(/^\/v1\/chunk\/[\da-f]{64}\/0\.ts$/);
    expect(manifest.text + playlist).not.toContain('token');
    const [secret, bytes] = await Promise.all(
      [key, segment].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
    );
    const decipher = createDecipheriv('aes-128-cbc', secret ?? '', Buffer.from(iv, 'hex'));
    const plain = Buffer.concat([decipher.update(bytes ?? Buffer.of()), decipher.final()]);
    expect([plain.length % 188, plain[0], plain[188]]).toEqual([0, 0x47, 0x47]);
  });

  test('the vendor’s own tokens open it, wherever they name the key', async () => {
    const mux = await muxUnderTest({ now: () => MADE_AT });
    await mux.tell('setPlaybackId', { id: PLAYBACK_ID, policy: 'drm' });
    const asked: readonly (readonly [string, string, RequestInit?])[] = [
      [`/${PLAYBACK_ID}.m3u8`, BY_VERSION_14.v],
      [`/${PLAYBACK_ID}.m3u8`, BY_VERSION_7.v],
      [`/${PLAYBACK_ID}/thumbnail.webp`, BY_VERSION_14.t],
      [`/${PLAYBACK_ID}/animated.gif`, BY_VERSION_14.g],
      [`/license/widevine/${PLAYBACK_ID}`, BY_VERSION_14.d, { method: 'POST' }],
      [`/appcert/fairplay/${PLAYBACK_ID}`, BY_VERSION_14.d],
    ];
    for (const [path, token, init] of asked)
      expect([path, (await mux.open(path, token, init)).status]).toEqual([path, 200]);
  });

  test('the key of the run opens it: a PEM in base64, made when it is first read', async () => {
    const mux = await muxUnderTest();
    const { keyId, privateKey } = mux.sandbox.keys.mux;
    const pem = Buffer.from(privateKey, 'base64').toString();
    expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
    expect(mux.sandbox.keys.mux.privateKey).toBe(privateKey);
    const claims = { kid: keyId, sub: mux.id, aud: 'v', exp: mux.now() + 60 };
    const token = signJwt(claims, { key: createPrivateKey(pem) });
    expect((await mux.open(`/${mux.id}.m3u8`, token)).status).toBe(200);
  });

  test('of everybody needs no token, one on air has a window, and one with DRM says so', async () => {
    const mux = await muxUnderTest();
    expect((await mux.ask(`/${mux.idOf('public-film', 'public')}.m3u8`)).status).toBe(200);
    const below = async (id: string): Promise<string> => {
      const { text } = await mux.open(`/${id}.m3u8`, mux.token({ sub: id }));
      return (await mux.ask(linesOf(text)[0] ?? '')).text;
    };
    expect(await below(mux.idOf('live-show', 'signed'))).not.toContain('#EXT-X-ENDLIST');
    expect(await below(mux.idOf('launch-film', 'drm'))).toContain('METHOD=SAMPLE-AES,URI="skd://');
  });
});

describe('what the edge has signed', () => {
  test('opens by itself for hours, whatever becomes of the token; then it has to be named anew', async () => {
    const mux = await muxUnderTest();
    const [rendition = ''] = linesOf((await mux.open(`/${mux.id}.m3u8`, mux.token())).text);
    const [segment = ''] = linesOf((await mux.ask(rendition)).text);
    mux.sandbox.advance(5 * 60 * MINUTE);
    await mux.tell('removeSigningKey', { id: KEY_ID });
    expect([(await mux.ask(rendition)).status, (await mux.ask(segment)).status]).toEqual([
      200, 200,
    ]);
    mux.sandbox.advance(60 * MINUTE);
    for (const url of [rendition, segment])
      expect(await mux.ask(url)).toMatchObject({ status: 403, type: 'forbidden' });
  });

  test('ends with the token where the vendor should turn out to do that', async () => {
    const mux = await muxUnderTest();
    await mux.tell('setEdge', { edgeEndsWithToken: true });
    const [rendition = ''] = linesOf((await mux.open(`/${mux.id}.m3u8`, mux.token())).text);
    expect((await mux.ask(rendition)).status).toBe(200);
    mux.sandbox.advance(MINUTE);
    expect((await mux.ask(rendition)).status).toBe(403);
  });

  test.each<[string, (url: URL) => void]>([
    ['without its signature', ({ searchParams }) => searchParams.delete('signature')],
    ['with a later end', ({ searchParams }) => searchParams.set('expires', '9999999999')],
    ['with no time for its end', ({ searchParams }) => searchParams.set('expires', '1e400')],
    ['for another rendition', (url) => (url.pathname = url.pathname.replace(/^\/./, '/0'))],
    ['cut off', ({ searchParams }) => searchParams.set('signature', 'NjVj')],
  ])('is refused %s', async (_what, change) => {
    const mux = await muxUnderTest();
    const { text } = await mux.open(`/${mux.id}.m3u8`, mux.token());
    const url = new URL(linesOf(text).find((line) => !line.includes(`${mux.base}/0`)) ?? '');
    expect((await mux.ask(url.href)).status).toBe(200);
    change(url);
    expect((await mux.ask(url.href)).status).toBe(403);
  });
});

describe('each kind has its own token', () => {
  const PATHS = {
    v: ['.m3u8', '/text/en.vtt'],
    t: ['/thumbnail.jpg', '/thumbnail.png', '/thumbnail.webp'],
    g: ['/animated.gif', '/animated.webp'],
    s: ['/storyboard.vtt', '/storyboard.jpg', '/storyboard.png', '/storyboard.webp'],
  };

  test.each(['v', 't', 'g', 's', 'd', 'playback_id'])(
    'A29: a token for %s opens that, and nothing else',
    async (aud) => {
      const mux = await muxUnderTest();
      const token = mux.token({ aud });
      for (const [kind, paths] of Object.entries(PATHS))
        for (const path of paths) {
          const { status } = await mux.open(`/${mux.id}${path}`, token);
          expect([path, status]).toEqual([path, kind === aud ? 200 : 403]);
        }
    },
  );

  test('A29: a list of audiences is none, even with the right one in it', async () => {
    const mux = await muxUnderTest();
    for (const aud of [['v', 't'], ['v'], [], 'v t', 'V', '', undefined])
      expect((await mux.open(`/${mux.id}.m3u8`, mux.token({ aud }))).status).toBe(403);
  });

  test('a licence and the certificate have theirs, for what is under DRM', async () => {
    const mux = await muxUnderTest();
    const drm = mux.idOf('launch-film', 'drm');
    const post = { method: 'POST' };
    const token = mux.token({ sub: drm, aud: 'd' });
    for (const system of ['widevine', 'playready', 'fairplay'])
      expect((await mux.open(`/license/${system}/${drm}`, token, post)).status).toBe(200);
    expect((await mux.open(`/appcert/fairplay/${drm}`, token)).status).toBe(200);
    expect((await mux.open(`/license/widevine/${drm}`, token)).status).toBe(405);
    const video = mux.token({ sub: drm });
    expect((await mux.open(`/license/widevine/${drm}`, video, post)).status).toBe(403);
    const other = mux.token({ aud: 'd' });
    expect((await mux.open(`/license/widevine/${mux.id}`, other, post)).status).toBe(403);
  });

  test('a storyboard’s cues carry its token on to its picture', async () => {
    const mux = await muxUnderTest();
    const { text } = await mux.open(`/${mux.id}/storyboard.vtt`, mux.token({ aud: 's' }));
    expect(text).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:10\.000\nhttp:/);
    const [picture = ''] = /http\S+(?=#xywh=256,0,256,144)/.exec(text) ?? [];
    expect((await mux.ask(picture)).status).toBe(200);
  });
});

describe('the vendor’s statuses', () => {
  test.each<[string, string, RequestInit, number, string]>([
    ['a film without a token', '/ID.m3u8', {}, 403, 'forbidden'],
    [
      'a licence without a token',
      '/license/widevine/DRM',
      { method: 'POST' },
      400,
      'invalid_parameters',
    ],
    ['what is no playback id', '/some-playback-id.m3u8', {}, 400, 'invalid_parameters'],
    ['A16: a path that climbs', '/..%2fID.m3u8', {}, 400, 'invalid_parameters'],
    ['a playback id that nobody has', '/0000000000000000.m3u8', {}, 404, 'not_found'],
    [
      'a licence for one that nobody has',
      '/license/widevine/0000000000000000',
      { method: 'POST' },
      403,
      'forbidden',
    ],
    ['A24: a name that every object has', '/constructor.m3u8', {}, 404, 'not_found'],
    ['what is nowhere', '/', {}, 404, 'not_found'],
    ['what cannot be written', '/ID.m3u8', { method: 'PUT' }, 405, 'method_not_allowed'],
  ])('of %s', async (_what, path, init, status, type) => {
    const mux = await muxUnderTest();
    const drm = mux.idOf('launch-film', 'drm');
    const answer = await mux.ask(path.replace('ID', mux.id).replace('DRM', drm), init);
    expect(answer).toMatchObject({ status, type });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.text).not.toContain(mux.id);
  });

  test('of a film that is not ready yet: 412, for those who may see it', async () => {
    const mux = await muxUnderTest();
    await mux.tell('setPlaybackId', { id: mux.id, ready: false });
    expect((await mux.open(`/${mux.id}.m3u8`, mux.token())).status).toBe(412);
    expect((await mux.open(`/${mux.id}.m3u8`)).status).toBe(403);
    await mux.tell('setPlaybackId', { id: mux.id, ready: true });
    expect((await mux.open(`/${mux.id}.m3u8`, mux.token())).status).toBe(200);
  });
});

describe('what stands in the token', () => {
  test('counts, and the same beside the token does not', async () => {
    const mux = await muxUnderTest();
    const heights = async (path: string): Promise<string[]> =>
      (await mux.ask(path)).text.match(/\d+(?=,CODECS)/g) ?? [];
    const capped = mux.token({ max_resolution: '240p' });
    expect(await heights(`/${mux.id}.m3u8?token=${capped}`)).toEqual(['144', '240']);
    const open = `/${mux.id}.m3u8?token=${mux.token()}`;
    expect(await heights(`${open}&max_resolution=240p`)).toEqual(['144', '240', '360']);
    const smallest = mux.token({ max_resolution: '90p' });
    expect(await heights(`/${mux.id}.m3u8?token=${smallest}`)).toEqual(['144']);
    await mux.tell('setEdge', { strictQuery: true });
    expect((await mux.ask(`${open}&max_resolution=240p`)).status).toBe(403);
    expect((await mux.ask(open)).status).toBe(200);
  });

  test('a restriction counts: pages, and programs', async () => {
    const mux = await muxUnderTest();
    await mux.tell('setRestriction', {
      id: 'r-1',
      referrer: { allowed_domains: ['app.example', '*.pages.example'] },
      user_agent: { allow_high_risk_user_agent: false },
    });
    const token = mux.token({ playback_restriction_id: 'r-1' });
    const from = async (referer: string, agent = 'Mozilla/5.0'): Promise<number> => {
      const headers = { ...(referer && { Referer: referer }), 'User-Agent': agent };
      return (await mux.open(`/${mux.id}.m3u8`, token, { headers })).status;
    };
    expect(await from('https://app.example/films/1')).toBe(200);
    expect(await from('https://one.pages.example/')).toBe(200);
    expect(await from('https://pages.example/')).toBe(403);
    expect(await from('https://app.example.evil/')).toBe(403);
    expect(await from('app.example')).toBe(403);
    expect(await from('')).toBe(403);
    expect(await from('https://app.example/', 'curl/8.5.0')).toBe(403);
    await mux.tell('setRestriction', {
      id: 'r-1',
      referrer: { allowed_domains: ['*'], allow_no_referrer: true },
    });
    expect([await from(''), await from('https://any.example/', 'curl/8.5.0')]).toEqual([200, 200]);
    const unknown = mux.token({ playback_restriction_id: 'r-2' });
    expect((await mux.open(`/${mux.id}.m3u8`, unknown)).status).toBe(403);
  });
});
