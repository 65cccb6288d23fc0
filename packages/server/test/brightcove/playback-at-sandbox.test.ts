import { describe, expect, it } from 'vitest';
import { brightcoveStatic, createMintedTokens } from '../../src/brightcove/index.ts';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { signJwt } from '../../src/jwt/sign-jwt.ts';
import { memoryStore } from '../../src/store/memory-store.ts';
import { P256, RSA, rsa } from '../jwt/keys.ts';
import { failureOf, mintContext, passFrom, tokenIn } from './brightcove-support.ts';
import {
  brightcoveWorld,
  keyStatus,
  open,
  openFilm,
  passFor,
  verdictOf,
} from './brightcove-world.ts';

const MINUTE = 60_000;

describe('a film behind HLSe', () => {
  it('plays with its pass, from manifest to key and segment', async () => {
    const world = await brightcoveWorld();
    const pass = await passFor(world, world.vendor());
    const film = await openFilm(pass);
    const key = await open(pass, film.key ?? '', 'key');
    expect([key.status, (await key.arrayBuffer()).byteLength]).toEqual([200, 16]);
    expect((await open(pass, film.segment, 'segment')).status).toBe(200);
    expect(new URL(film.segment).searchParams.has('bcov_auth')).toBe(false);
  });

  it('by its reference id, too', async () => {
    const world = await brightcoveWorld();
    const pass = await passFrom(world.vendor(), { asset: 'ref:launch-film' });
    expect(await keyStatus(pass, await openFilm(pass))).toBe(200);
  });

  it('wants a key that is registered, and says so to the backend until it is', async () => {
    const world = await brightcoveWorld(false);
    const vendor = world.vendor();
    expect(await failureOf(passFor(world, vendor), 'eyJ')).toMatchObject({
      code: 'vendor_credentials',
      reason: 'TOKEN_VALIDATION',
    });
    const { id } = await world.management.keys.register({ signingKey: RSA.pem });
    await passFor(world, vendor);
    await world.management.keys.delete(id);
    expect(await failureOf(passFor(world, vendor))).toMatchObject({ status: 401 });
  });

  it('that has ended is refused with what the pass calls stale, and a renewal reaches its keys', async () => {
    const world = await brightcoveWorld();
    const vendor = world.vendor();
    const pass = await passFor(world, vendor, { seconds: 60 });
    const film = await openFilm(pass);
    await world.clock.advance(MINUTE);
    expect(await keyStatus(pass, film)).toBe(401);
    expect(verdictOf(pass, film.key ?? '', 'key', 401)).toBe('renew');
    const renewed = await passFor(world, vendor, { seconds: 60 });
    // The key's URL has the old token, copied there by the edge.
    expect(film.key).toContain(tokenIn(pass));
    expect(await keyStatus(renewed, film)).toBe(200);
  });

  it('keeps the copied token where that is asked for, and then opens the source afresh', async () => {
    const world = await brightcoveWorld();
    const vendor = world.vendor({ childTokens: 'keep' });
    const pass = await passFor(world, vendor, { seconds: 60 });
    const film = await openFilm(pass);
    expect(await keyStatus(pass, film)).toBe(200);
    await world.clock.advance(MINUTE);
    const renewed = await passFor(world, vendor, { seconds: 60 });
    expect(await keyStatus(renewed, film)).toBe(401);
    expect(verdictOf(renewed, film.key ?? '', 'key', 401)).toBe('reload');
    expect(await keyStatus(renewed, await openFilm(renewed))).toBe(200);
  });

  it('whose URLs have ended, after hours, is opened afresh', async () => {
    const world = await brightcoveWorld();
    const vendor = world.vendor();
    const pass = await passFor(world, vendor);
    const film = await openFilm(pass);
    await world.clock.advance(7 * 60 * MINUTE);
    const renewed = await passFor(world, vendor);
    for (const [url, kind] of [
      [pass.source?.src ?? '', 'manifest'],
      [film.rendition, 'playlist'],
      [film.key ?? '', 'key'],
      [film.segment, 'segment'],
    ] as const) {
      expect((await open(renewed, url, kind)).status).toBe(403);
      expect(verdictOf(renewed, url, kind, 403)).toBe('reload');
    }
    expect(await keyStatus(renewed, await openFilm(renewed))).toBe(200);
  });

  it('of another video is not opened by this token', async () => {
    const world = await brightcoveWorld();
    const vendor = world.vendor();
    const film = await openFilm(await passFor(world, vendor, { film: 'long-film' }));
    expect(await keyStatus(await passFor(world, vendor), film)).toBe(403);
    const loose = world.vendor({ bindToVideo: false });
    expect(await keyStatus(await passFor(world, loose), film)).toBe(200);
  });

  it.each([
    ['cut off', (token: string) => token.slice(0, -5)],
    ['of other claims', (token: string) => token.replace(/\.[^.]+\./, '.e30.')],
    ['unsigned', (token: string) => `eyJhbGciOiJub25lIn0.${token.split('.')[1]}.`],
    ['gone', () => ''],
  ])('A26 is not opened by a token that is %s', async (_what, change) => {
    const world = await brightcoveWorld();
    const pass = await passFor(world, world.vendor());
    const film = await openFilm(pass);
    const params = { bcov_auth: change(tokenIn(pass)) };
    const [rule, ...rest] = pass.rules;
    const changed = {
      ...pass,
      rules: [{ match: rule?.match ?? { urls: [] }, place: [{ kind: 'query', params }] }, ...rest],
    } as const;
    expect(await keyStatus(changed, film)).toBe(401);
  });
});

describe('C2 a token that we would not mint', () => {
  const claims = (world: { accountId: string; clock: { now(): number } }) => {
    const iat = Math.floor(world.clock.now() / 1000);
    return { accid: world.accountId, iat, exp: iat + 600 };
  };
  it.each<[string, (good: ReturnType<typeof claims>) => object, 200 | 401]>([
    ['as it should be (control)', (good) => good, 200],
    ['of 30 days', (good) => ({ ...good, exp: good.iat + 2_592_000 }), 200],
    ['of more than 30 days', (good) => ({ ...good, exp: good.iat + 2_592_001 }), 401],
    ['that has ended', (good) => ({ ...good, iat: good.iat - 60, exp: good.iat }), 401],
    ['of later', (good) => ({ ...good, nbf: good.iat + 300 }), 401],
    ['for another audience', (good) => ({ ...good, aud: ['static.api.brightcove.com'] }), 401],
    ['A30 of another account', (good) => ({ ...good, accid: '7' }), 401],
    ['A27 without an end', ({ accid, iat }) => ({ accid, iat }), 401],
  ])('%s', async (_what, change, status) => {
    const world = await brightcoveWorld();
    const signer = importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256' });
    const token = await signJwt(signer, { ...change(claims(world)) });
    const url = `${world.options.playbackUrl}/accounts/${world.accountId}/videos/ref:launch-film`;
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(url, { headers })).status).toBe(status);
  });

  it('signed by a stranger is refused', async () => {
    const world = await brightcoveWorld();
    const vendor = world.vendor({ signingKey: rsa(2048).pem });
    expect(await failureOf(passFor(world, vendor))).toMatchObject({ reason: 'TOKEN_VALIDATION' });
  });
});

describe('ES256', () => {
  it('plays where the account takes it, and nowhere else', async () => {
    const world = await brightcoveWorld(false);
    const vendor = world.vendor({ signingKey: P256.pem, algorithm: 'ES256' });
    await world.management.keys.register({ signingKey: P256.pem, algorithm: 'ES256' });
    expect(await failureOf(passFor(world, vendor))).toMatchObject({ reason: 'TOKEN_VALIDATION' });
    await world.tell('setAccount', { es256: true });
    const pass = await passFor(world, vendor);
    expect(await keyStatus(pass, await openFilm(pass))).toBe(200);
  });
});

describe('a film behind DRM', () => {
  it('gets its licence with BCOV-Auth, and not without', async () => {
    const world = await brightcoveWorld();
    const pass = await passFor(world, world.vendor({ prefer: 'dash' }), { film: 'drm-film' });
    const { url } = Object(pass.source?.keySystems?.['com.widevine.alpha']);
    const post = { method: 'POST', body: new Uint8Array(8) };
    expect((await open(pass, pass.source?.src ?? '', 'manifest')).status).toBe(200);
    expect((await open(pass, url, 'license', post)).status).toBe(200);
    expect((await fetch(url, post)).status).toBe(401);
  });

  it('fills the places of a viewer’s devices, which can be freed', async () => {
    const world = await brightcoveWorld();
    const claims = { uid: 'v-1', dlimit: 1 };
    const pass = await passFor(world, world.vendor(), { film: 'drm-film', claims });
    const {
      licenseUri,
      url = licenseUri,
      refusals,
    } = Object(Object.values(pass.source?.keySystems ?? {})[0]);
    const from = (agent: string): Promise<Response> =>
      open(pass, url, 'license', { method: 'POST', body: 'x', headers: { 'User-Agent': agent } });
    expect((await from('Player/1')).status).toBe(200);
    const refused = await from('Player/2');
    expect(refused.status).toBe(403);
    expect(meaningIn(await refused.text(), refusals)).toBe('device_limit');
    expect(verdictOf(pass, url, 'license', 403)).toBe('deny');
    const { devices } = world.management;
    const [device] = await devices.ofUser('v-1');
    expect(device?.userAgent).toBe('Player/1');
    await devices.rename('v-1', device?.id ?? '', 'Kitchen');
    const all: string[] = [];
    for await (const { userId, device: one } of devices.list()) all.push(`${userId} ${one.name}`);
    expect(all).toEqual(['v-1 Kitchen']);
    await devices.delete('v-1', device?.id);
    expect((await from('Player/2')).status).toBe(200);
  });
});

describe('what a licence server refuses with', () => {
  it.each([
    ['DENIED_BY_DEVICE_LIMITING', 'device_limit'],
    ['DENIED_BY_STREAM_LIMIT_CREATE', 'stream_limit'],
    ['DENIED_BY_STREAM_LIMIT_RENEW', 'stream_ended'],
    ['DENIED_BY_STREAM_LIMIT', 'stream_limit'],
    ['TOKEN_VALIDATION', undefined],
  ])('%s means %s to a player, in its words and as a code', async (error, meaning) => {
    const world = await brightcoveWorld();
    const pass = await passFor(world, world.vendor({ prefer: 'dash' }), { film: 'drm-film' });
    const { url, refusals } = Object(pass.source?.keySystems?.['com.widevine.alpha']);
    await world.sandbox.tell('brightcove', 'fail', { door: 'license', error });
    const answer = await open(pass, url, 'license', { method: 'POST', body: 'x' });
    expect(answer.ok).toBe(false);
    expect(meaningIn(await answer.text(), refusals)).toBe(meaning);
    expect(meaningIn(`{"error_subcode":"${error}"}`, refusals)).toBe(meaning);
  });
});

/** As players read it. */
function meaningIn(text: string, refusals: object): unknown {
  return Object.entries(refusals).find(([words]) => text.includes(words))?.[1];
}

describe('a film that is clear', () => {
  it('plays with no token on its media', async () => {
    const world = await brightcoveWorld();
    const pass = await passFor(world, world.vendor(), { film: 'public-film' });
    const film = await openFilm(pass);
    expect(film.key).toBeUndefined();
    expect(film.rendition).not.toContain('bcov_auth');
  });
});

describe('Playback Rights', () => {
  const refusal = async (
    world: Awaited<ReturnType<typeof brightcoveWorld>>,
    options: { readonly claims?: object; readonly pageOrigin?: string } = {},
  ): Promise<unknown> => {
    const { claims = {}, ...more } = options;
    const made = await world
      .vendor(more)
      .mint({ asset: world.video('launch-film'), claims: { ...claims } }, mintContext());
    return made.kind === 'deny' ? `${made.reason} ${Object(made.cause).reason}` : made.kind;
  };

  it('judge the address that the token names instead of this server’s', async () => {
    const world = await brightcoveWorld();
    await world.tell('setRight', { id: 'default', geo: { blocked_countries: ['DE'] } });
    await world.tell('setPlace', { ip: '203.0.113.7', country: 'DE' });
    expect(await refusal(world)).toBe('pass');
    expect(await refusal(world, { claims: { ip: '203.0.113.7' } })).toBe('forbidden CLIENT_GEO');
  });

  it('that name domains are told the page’s', async () => {
    const world = await brightcoveWorld();
    await world.tell('setRight', { id: 'default', allowed_domains: ['app.example'] });
    expect(await refusal(world)).toBe('forbidden DOMAIN');
    expect(await refusal(world, { pageOrigin: 'https://app.example' })).toBe('pass');
  });

  it('want one of the token’s tags', async () => {
    const world = await brightcoveWorld();
    expect(await refusal(world, { claims: { tags: ['gold'] } })).toBe('forbidden TAGS');
    expect(await refusal(world, { claims: { tags: ['gold', 'launch'] } })).toBe('pass');
  });

  it('come after what the Studio says', async () => {
    const world = await brightcoveWorld();
    await world.tell('setVideo', { id: world.video('launch-film').slice(6), active: false });
    expect(await refusal(world)).toBe('forbidden VIDEO_NOT_PLAYABLE');
  });
});

describe('a viewer who is cut off', () => {
  it('loses the next key within a minute, while another plays on, and comes back when restored', async () => {
    const world = await brightcoveWorld();
    const { clock, management } = world;
    const { blacklist } = management;
    const mintedTokens = createMintedTokens({ store: memoryStore({ clock }), blacklist, clock });
    const vendor = world.vendor({ mintedTokens });
    const [one, two] = [
      await passFor(world, vendor),
      await passFor(world, vendor, { viewer: 'v-2' }),
    ];
    const film = await openFilm(one);
    expect(await mintedTokens.cutOff('v-1')).toEqual({ live: 1, done: 1, failed: [] });
    expect(await blacklist.has(tokenIn(one))).toBe(true);
    expect(await keyStatus(one, film)).toBe(200);
    await clock.advance(MINUTE);
    expect(await keyStatus(one, film)).toBe(401);
    expect(await keyStatus(two, film)).toBe(200);
    const again = { asset: world.video('launch-film'), viewer: 'v-1' };
    expect(await vendor.mint(again, mintContext({ now: clock.now() }))).toMatchObject({
      kind: 'deny',
      reason: 'forbidden',
    });
    expect(await mintedTokens.restore('v-1')).toEqual({ live: 1, done: 1, failed: [] });
    await clock.advance(MINUTE);
    expect(await keyStatus(one, film)).toBe(200);
    expect(await vendor.mint(again, mintContext({ now: clock.now() }))).toMatchObject({
      kind: 'pass',
    });
  });
});

describe('A6 Static URLs', () => {
  it('play with the token in the query, AES-128 keys included', async () => {
    const world = await brightcoveWorld();
    const { playbackUrl = '', mediaUrls = [] } = world.options;
    const vendor = brightcoveStatic({
      accountId: world.accountId,
      signingKey: RSA.pem,
      protection: 'aes128',
      playbackUrl,
      mediaUrls,
    });
    const pass = await passFor(world, vendor, { seconds: 60 });
    const film = await openFilm(pass);
    expect(await keyStatus(pass, film)).toBe(200);
    await world.clock.advance(MINUTE);
    const renewed = await passFor(world, vendor, { seconds: 60 });
    const src = renewed.source?.src ?? '';
    expect((await open(pass, src, 'manifest')).status).toBe(401);
    expect(verdictOf(pass, src, 'manifest', 401)).toBe('renew');
    // What the first manifest named has ended with its token.
    const { status } = await open(renewed, film.key ?? '', 'key');
    expect(verdictOf(renewed, film.key ?? '', 'key', status)).toBe('reload');
    expect(await keyStatus(renewed, await openFilm(renewed))).toBe(200);
  });

  it('are bound to their video', async () => {
    const world = await brightcoveWorld();
    const { playbackUrl = '' } = world.options;
    const vendor = brightcoveStatic({
      accountId: world.accountId,
      signingKey: RSA.pem,
      playbackUrl,
    });
    const pass = await passFor(world, vendor);
    const other =
      pass.source?.src.replace(world.video('launch-film').slice(6), 'ref:long-film') ?? '';
    const query = `?bcov_auth=${tokenIn(pass)}`;
    expect((await fetch(`${pass.source?.src}${query}`)).status).toBe(200);
    expect((await fetch(other + query)).status).toBe(403);
  });
});
