import { describe, expect, it } from 'vitest';
import { mintMuxToken } from '../../src/mux/index.ts';
import type { MintedPass } from '../../src/vendor.ts';
import { rsa } from '../jwt/keys.ts';
import type { MuxWorld } from './mux-world.ts';
import { linesOf, muxWorld, open, verdictOf } from './mux-world.ts';

const MINUTE = 60_000;

const manifestOf = (pass: MintedPass): string => pass.source?.src ?? '';

const statusOf = async (pass: MintedPass, url: string = manifestOf(pass)): Promise<number> =>
  (await open(pass, url)).status;

describe('a film', () => {
  it('plays with its pass, from its manifest to its segments, pictures and captions', async () => {
    const world = await muxWorld();
    const pass = await world.pass({ permissions: ['video', 'thumbnail', 'gif', 'storyboard'] });
    const [rendition = ''] = linesOf((await open(pass, manifestOf(pass))).text);
    const { status, text } = await open(pass, rendition);
    expect(status).toBe(200);
    for (const url of [linesOf(text)[0] ?? '', /URI="([^"]+)"/.exec(text)?.[1] ?? ''])
      expect(await statusOf(pass, url)).toBe(200);
    const at = `${world.origin}/${world.idOf('launch-film')}`;
    for (const path of ['thumbnail.jpg', 'animated.gif', 'storyboard.vtt', 'text/en.vtt'])
      expect([path, await statusOf(pass, `${at}/${path}`)]).toEqual([path, 200]);
    const cues = (await open(pass, `${at}/storyboard.vtt`)).text;
    const [picture = ''] = /http\S+(?=#)/.exec(cues) ?? [];
    expect(await statusOf(pass, picture)).toBe(200);
  });

  it('carries nothing on to what the edge has signed', async () => {
    const world = await muxWorld();
    const pass = await world.pass();
    const [rendition = ''] = linesOf((await open(pass, manifestOf(pass))).text);
    await open(pass, rendition);
    const { entries } = await world.sandbox.journal();
    expect(entries.map(({ kind, generation }) => [kind, generation])).toEqual([
      ['manifest', 1],
      ['playlist', undefined],
    ]);
  });

  it('that has ended is refused with what the pass calls stale, and a renewal opens it', async () => {
    const world = await muxWorld();
    const pass = await world.pass({}, undefined, 60);
    expect(await statusOf(pass)).toBe(200);
    await world.clock.advance(MINUTE);
    expect(await statusOf(pass)).toBe(403);
    expect(verdictOf(pass, manifestOf(pass), 403)).toBe('renew');
    // The renewed token takes the place of the one that stands in the URL.
    const renewed = await world.pass({}, undefined, 60);
    const stale = `${manifestOf(pass)}?token=stale`;
    expect([await statusOf(renewed), await statusOf(renewed, stale)]).toEqual([200, 200]);
  });

  it('whose URLs have ended, after hours, is opened afresh', async () => {
    const world = await muxWorld();
    const pass = await world.pass();
    const [rendition = ''] = linesOf((await open(pass, manifestOf(pass))).text);
    await world.clock.advance(7 * 60 * MINUTE);
    const renewed = await world.pass();
    expect(await statusOf(renewed, rendition)).toBe(403);
    expect(verdictOf(renewed, rendition, 403)).toBe('reload');
    const [fresh = ''] = linesOf((await open(renewed, manifestOf(renewed))).text);
    expect(await statusOf(renewed, fresh)).toBe(200);
  });

  it('that is not ready yet is asked for again, and then plays', async () => {
    const world = await muxWorld();
    const id = world.idOf('launch-film');
    const pass = await world.pass();
    await world.tell('setPlaybackId', { id, ready: false });
    expect(await statusOf(pass)).toBe(412);
    expect(verdictOf(pass, manifestOf(pass), 412)).toBe('retry');
    await world.tell('setPlaybackId', { id, ready: true });
    expect(await statusOf(pass)).toBe(200);
  });

  it('under DRM has its licences and its certificate, each with the token for that', async () => {
    const world = await muxWorld();
    const asset = world.idOf('launch-film', 'drm');
    const pass = await world.pass({ asset }, world.vendor({ kinds: ['video', 'drm_license'] }));
    expect(await statusOf(pass)).toBe(200);
    const init = { method: 'POST', body: 'challenge' };
    for (const system of ['widevine', 'playready', 'fairplay']) {
      const url = `${world.origin}/license/${system}/${asset}`;
      expect((await open(pass, url, init)).status).toBe(200);
    }
    expect(await statusOf(pass, `${world.origin}/appcert/fairplay/${asset}`)).toBe(200);
    const without = await world.pass({ asset });
    const url = `${world.origin}/license/widevine/${asset}`;
    expect((await open(without, url, init)).status).toBe(400);
  });

  it('of smaller size is what the token says, whatever the page asks for', async () => {
    const world = await muxWorld();
    const pass = await world.pass({ claims: { max_resolution: '240p' } });
    const heights = (text: string): readonly string[] => text.match(/\d+(?=,CODECS)/g) ?? [];
    const { text } = await open(pass, `${manifestOf(pass)}?max_resolution=360p`);
    expect(heights(text)).toEqual(['144', '240']);
    expect(heights((await open(await world.pass(), manifestOf(pass))).text)).toHaveLength(3);
  });
});

describe('what is not opened', () => {
  const other = async (world: MuxWorld): Promise<string> =>
    manifestOf(await world.pass({ asset: world.idOf('long-film') }));

  it('another film', async () => {
    const world = await muxWorld();
    const pass = await world.pass();
    const url = await other(world);
    expect(await statusOf(pass, url)).toBe(403);
    const [rule] = pass.rules.filter(({ match }) => match.urls.includes(manifestOf(pass)));
    const [placement] = rule?.place ?? [];
    const token = placement?.kind === 'query' ? placement.params['token'] : '';
    const forced = await fetch(`${url}?token=${token}`);
    expect([forced.status, await forced.text()]).toEqual([
      403,
      '{"error":{"messages":["Not authorized to access this resource"],"type":"forbidden"}}',
    ]);
  });

  it('A29 a picture, by the token of the video', async () => {
    const world = await muxWorld();
    const playbackId = world.idOf('launch-film');
    const url = `${world.origin}/${playbackId}/thumbnail.jpg`;
    const order = { ...world.signing, playbackId, now: world.clock.now() };
    const status = async (kind: 'video' | 'thumbnail' | 'storyboard'): Promise<number> =>
      (await fetch(`${url}?token=${(await mintMuxToken({ ...order, kind })).token}`)).status;
    expect(await status('thumbnail')).toBe(200);
    expect(await status('video')).toBe(403);
    expect(await status('storyboard')).toBe(403);
  });

  it.each([
    ['cut off', (token: string) => token.slice(0, -5)],
    ['of other claims', (token: string) => token.replace(/\.[^.]+\./, '.e30.')],
    ['unsigned', (token: string) => `eyJhbGciOiJub25lIn0.${token.split('.')[1]}.`],
    ['gone', () => ''],
  ])('A26 anything, by a token that is %s', async (_what, change) => {
    const world = await muxWorld();
    const playbackId = world.idOf('launch-film');
    const { token } = await mintMuxToken({
      ...world.signing,
      playbackId,
      now: world.clock.now(),
    });
    const url = `${world.origin}/${playbackId}.m3u8?token=`;
    expect((await fetch(url + token)).status).toBe(200);
    expect((await fetch(url + change(token))).status).toBe(403);
  });

  it('anything, by a key of a stranger, or once the key has been removed', async () => {
    const world = await muxWorld();
    const pass = await world.pass();
    expect(await statusOf(pass)).toBe(200);
    const strange = world.vendor({ signingKey: rsa(2048).pem });
    expect(await statusOf(await world.pass({}, strange))).toBe(403);
    await world.tell('removeSigningKey', { id: world.signing.keyId });
    expect(await statusOf(pass)).toBe(403);
  });

  it('anything on another page, where a restriction says so', async () => {
    const world = await muxWorld();
    await world.tell('setRestriction', {
      ...{ id: 'r-1', referrer: { allowed_domains: ['app.example'] } },
    });
    const pass = await world.pass({}, world.vendor({ playbackRestrictionId: 'r-1' }));
    const from = async (page: string): Promise<number> =>
      (await open(pass, manifestOf(pass), { headers: { Referer: page } })).status;
    expect([await from('https://app.example/'), await from('https://evil.example/')]).toEqual([
      200, 403,
    ]);
  });
});

it('rotating keys: tokens of both are taken until the old one is removed', async () => {
  const world = await muxWorld();
  const { id: keyId, privateKey: signingKey } = Object(await world.tell('addSigningKey'));
  const [old, fresh] = [
    await world.pass(),
    await world.pass({}, world.vendor({ keyId, signingKey })),
  ];
  expect([await statusOf(old), await statusOf(fresh)]).toEqual([200, 200]);
  await world.tell('removeSigningKey', { id: world.signing.keyId });
  expect([await statusOf(old), await statusOf(fresh)]).toEqual([403, 200]);
});

it('no secret reaches a stranger, and a planted one is found', async () => {
  const world = await muxWorld();
  const pass = await world.pass();
  await open(pass, manifestOf(pass));
  const stranger = `${world.sandbox.addresses.foreign}/${world.idOf('launch-film')}.m3u8`;
  await open(pass, stranger);
  expect(await world.sandbox.leaks()).toEqual([]);
  const [planted = ''] = pass.rules
    .flatMap(({ place }) =>
      place.flatMap((one) => (one.kind === 'query' ? Object.values(one.params) : [])),
    )
    .slice(-1);
  await fetch(`${stranger}?token=${planted}`);
  expect(await world.sandbox.leaks()).not.toEqual([]);
});
