import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, errorOf } from '../brightcove-under-test.ts';
import { signJwt } from '../sign-jwt.ts';
import {
  bytesOf,
  decrypted,
  isTransportStream,
  keyWith,
  linesOf,
  renditionOf,
  sourceOf,
  withAuth,
} from '../walk-film.ts';

describe('an encrypted film', () => {
  test('plays from the manifest over a rendition and its key to bytes that are a transport stream', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token({ uid: 'ada' });
    const master = withAuth(await sourceOf(bc, 'launch-film'), token);
    const rendition = await renditionOf(bc, master);
    expect(rendition.segments).toHaveLength(30);
    const key = await bytesOf(rendition.key);
    expect(key).toHaveLength(16);
    const segment = await bytesOf(rendition.segments[0] ?? '');
    expect(isTransportStream(segment)).toBe(false);
    expect(isTransportStream(decrypted(segment, key, rendition.iv))).toBe(true);
    expect((await bc.sandbox.journal()).entries.slice(-4)).toMatchObject([
      { kind: 'manifest', credential: 'query', verdict: 'ok', generation: 1 },
      { kind: 'playlist', credential: 'query', verdict: 'ok', generation: 1 },
      { kind: 'key', credential: 'query', verdict: 'ok', generation: 1 },
      { kind: 'segment', credential: 'query', verdict: 'ok' },
    ]);
  });

  test('the token is copied into what leads to the key, and into no segment', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token();
    const source = await sourceOf(bc, 'launch-film');
    const names = (url: string) => [...new URL(url).searchParams.keys()];
    const { url, key, segments } = await renditionOf(bc, withAuth(source, token));
    expect([names(url), names(key)]).toEqual([
      ['fastly_token', 'bcov_auth'],
      ['fastly_token', 'bcov_auth'],
    ]);
    expect(new URL(key).searchParams.get('bcov_auth')).toBe(token);
    expect(segments.flatMap(names)).toEqual(segments.map(() => 'fastly_token'));
    const plain = await renditionOf(bc, source);
    expect([names(plain.url), names(plain.key)]).toEqual([['fastly_token'], ['fastly_token']]);
  });

  test('both spellings of the parameter are taken, and two at once are 400', async () => {
    const bc = await brightcoveUnderTest();
    const [source, token] = [await sourceOf(bc, 'launch-film'), bc.token()];
    const { key } = await renditionOf(bc, `${source}&bcov-auth=${token}`);
    expect(new URL(key).searchParams.get('bcov_auth')).toBe(token);
    for (const more of [`&bcov_auth=x&bcov_auth=${token}`, `&bcov_auth=x&bcov-auth=${token}`])
      expect(errorOf(await bc.ask(source + more))).toMatchObject({
        status: 400,
        error_subcode: 'DUPLICATE_PARAMETERS',
      });
  });

  test('a live one moves on', async () => {
    const bc = await brightcoveUnderTest();
    const { url } = await renditionOf(bc, await sourceOf(bc, 'live-show'));
    const before = linesOf((await bc.ask(url)).text);
    bc.sandbox.advance(8000);
    const after = linesOf((await bc.ask(url)).text);
    expect(after[0]).toBe(before[2]);
  });
});

describe('the key', () => {
  const keyOf = async (bc: BrightcoveUnderTest, token: string) =>
    (await renditionOf(bc, withAuth(await sourceOf(bc, 'launch-film'), token))).key;

  const REQUIRED = { status: 401, error_code: 'ACCESS_DENIED', error_subcode: 'TOKEN_REQUIRED' };
  const INVALID = { status: 401, error_code: 'ACCESS_DENIED', error_subcode: 'TOKEN_VALIDATION' };

  test('needs a token: none, a wrong one, a tampered one and an expired one are 401', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token();
    const key = await keyOf(bc, token);
    expect(errorOf(await keyWith(bc, key))).toEqual(REQUIRED);
    expect(errorOf(await keyWith(bc, key, `${token.slice(0, -8)}AAAAAAAA`))).toEqual(INVALID);
    expect(errorOf(await keyWith(bc, key, bc.token({ accid: '1' })))).toEqual(INVALID);
    expect((await keyWith(bc, key, token)).status).toBe(200);
    bc.sandbox.advance(60_000);
    expect(errorOf(await keyWith(bc, key, token))).toEqual(INVALID);
    expect((await bc.sandbox.journal()).entries.at(-1)).toMatchObject({
      verdict: 'expired',
      kind: 'key',
    });
    expect((await keyWith(bc, key, bc.token())).status, 'a renewed token on the same URL').toBe(
      200,
    );
  });

  test('of another video is 403 for a token that names one', async () => {
    const bc = await brightcoveUnderTest();
    const key = await keyOf(bc, bc.token());
    const ask = (film: string) => keyWith(bc, key, bc.token({ conid: bc.video(film) }));
    expect(errorOf(await ask('long-film'))).toMatchObject({
      ...{ status: 403, error_code: 'ACCESS_DENIED', error_subcode: 'OFFERS' },
    });
    expect((await ask('launch-film')).status).toBe(200);
  });

  test('is lost to a blocked viewer a minute after, while another plays on', async () => {
    const bc = await brightcoveUnderTest();
    const exp = bc.now() + 600;
    const [ada, grace] = [bc.token({ uid: 'ada', exp }), bc.token({ uid: 'grace', exp })];
    const key = await keyOf(bc, ada);
    await bc.api('PUT', `/accounts/${bc.account}/blacklist/tokens/${ada}`);
    bc.sandbox.advance(59_999);
    expect((await keyWith(bc, key, ada)).status).toBe(200);
    bc.sandbox.advance(1);
    expect(errorOf(await keyWith(bc, key, ada))).toEqual(INVALID);
    expect((await bc.sandbox.journal()).entries.at(-1)?.verdict).toBe('revoked');
    expect((await keyWith(bc, key, grace)).status).toBe(200);
  });

  test('another signature under a blocked token’s words is blocked with it', async () => {
    const bc = await brightcoveUnderTest();
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const value = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    await bc.api('POST', `/accounts/${bc.account}/keys`, { value });
    await bc.tell('setAccount', { es256: true, propagationMs: 0 });
    const words = bc
      .token({}, { header: { alg: 'ES256' } })
      .split('.')
      .slice(0, 2)
      .join('.');
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' as const };
    const again = () => `${words}.${sign('sha256', Buffer.from(words), key).toString('base64url')}`;
    const [first, second] = [again(), again()];
    const url = await keyOf(bc, bc.token());
    expect([(await keyWith(bc, url, first)).status, first === second]).toEqual([200, false]);
    await bc.api('PUT', `/accounts/${bc.account}/blacklist/tokens/${first}`);
    expect((await keyWith(bc, url, second)).status).toBe(401);
  });

  test('is not opened by a header or a cookie, which are for licences', async () => {
    const bc = await brightcoveUnderTest();
    const { key } = await renditionOf(bc, await sourceOf(bc, 'launch-film'));
    const status = async (headers: Record<string, string>) =>
      (await bc.ask(key, { headers })).status;
    const token = bc.token();
    expect(await status({ 'BCOV-Auth': token })).toBe(401);
    expect(await status({ Cookie: `bcov-auth=${token}` })).toBe(401);
    expect(await status({ Authorization: `Bearer ${token}` })).toBe(401);
  });

  test('needs no token where the account protects no keys', async () => {
    const bc = await brightcoveUnderTest();
    const { key } = await renditionOf(bc, await sourceOf(bc, 'launch-film'));
    expect((await bc.ask(key)).status).toBe(401);
    await bc.tell('setAccount', { licenseKeysProtection: false });
    expect((await bc.ask(key)).status).toBe(200);
  });

  test('is given for a signature alone, unless the account is told to ask for more', async () => {
    const bc = await brightcoveUnderTest();
    const key = await keyOf(bc, bc.token());
    expect((await keyWith(bc, key, signJwt({}))).status).toBe(200);
    await bc.tell('setAccount', { bareLicenseTokens: false });
    expect((await keyWith(bc, key, signJwt({}))).status).toBe(401);
  });

  test('ua: the browser’s own name must be the token’s', async () => {
    const bc = await brightcoveUnderTest();
    const key = await keyOf(bc, bc.token({ ua: 'One/1.0' }));
    const status = async (agent: string) =>
      (await bc.ask(key, { headers: { 'User-Agent': agent } })).status;
    expect([await status('One/1.0'), await status('Two/1.0')]).toEqual([200, 403]);
  });

  test('maxu counts keys, maxip addresses', async () => {
    const bc = await brightcoveUnderTest();
    const key = await keyOf(bc, bc.token());
    const few = bc.token({ maxu: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await keyWith(bc, key, few)).status);
    expect(statuses).toEqual([200, 200, 403]);
    expect((await keyWith(bc, key, bc.token({ maxu: 2, sid: 'new' }))).status).toBe(200);
    const url = new URL(key);
    url.searchParams.set('bcov_auth', bc.token({ maxip: 1 }));
    const from = async (ip: string) =>
      errorOf(await bc.ask(url.href, { headers: { 'X-Forwarded-For': ip } }));
    expect((await from('192.0.2.1')).status).toBe(200);
    expect(await from('192.0.2.2')).toMatchObject({
      ...{ status: 403, error_subcode: 'DENIED_BY_STREAM_LIMIT' },
    });
    expect((await from('192.0.2.1')).status).toBe(200);
  });
});

describe('fastly_token', () => {
  test('none, a tampered one and another video’s are 403; each film has its own', async () => {
    const bc = await brightcoveUnderTest();
    const source = await sourceOf(bc, 'launch-film');
    const other = new URL(await sourceOf(bc, 'long-film')).search;
    const status = async (query: string) => (await bc.ask(source.replace(/\?.*/, query))).status;
    expect(await status('')).toBe(403);
    expect(await status('?fastly_token=abc')).toBe(403);
    expect(await status(other)).toBe(403);
    const forged = Buffer.from(`ffffffff_${'0'.repeat(64)}`).toString('base64');
    expect(await status(`?fastly_token=${encodeURIComponent(forged)}`)).toBe(403);
    expect((await bc.ask(source)).status).toBe(200);
  });

  test('looks as the vendor’s: the base64 of an expiry and 64 hexadecimal digits', async () => {
    const bc = await brightcoveUnderTest();
    const token = new URL(await sourceOf(bc, 'launch-film')).searchParams.get('fastly_token') ?? '';
    const [, expiry = ''] =
      /^([\da-f]{8})_[\da-f]{64}$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
    expect(parseInt(expiry, 16)).toBe(bc.now() + 6 * 3600);
  });

  test('a manifest’s lives as long as the account says, what lies below for six hours', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { manifestSeconds: 60 });
    const source = await sourceOf(bc, 'launch-film');
    bc.sandbox.advance(59_999);
    const { url, segments } = await renditionOf(bc, source);
    bc.sandbox.advance(1);
    expect((await bc.ask(source)).status).toBe(403);
    expect((await bc.sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
    bc.sandbox.advance(6 * 3_600_000 - 1001);
    expect([(await bc.ask(url)).status, (await bc.ask(segments[0] ?? '')).status]).toEqual([
      200, 200,
    ]);
    bc.sandbox.advance(1001);
    expect([(await bc.ask(url)).status, (await bc.ask(segments[0] ?? '')).status]).toEqual([
      403, 403,
    ]);
  });

  test('guards the key beside the viewer’s token', async () => {
    const bc = await brightcoveUnderTest();
    const token = bc.token();
    const { key } = await renditionOf(bc, withAuth(await sourceOf(bc, 'launch-film'), token));
    const url = new URL(key);
    url.searchParams.delete('fastly_token');
    expect((await bc.ask(url.href)).status).toBe(403);
  });
});

test('a film in clear plays without a key', async () => {
  const bc = await brightcoveUnderTest();
  const { key, segments } = await renditionOf(bc, await sourceOf(bc, 'public-film'));
  expect(key).toBe('');
  expect(isTransportStream(await bytesOf(segments[9] ?? ''))).toBe(true);
});

test('captions and pictures are signed like segments', async () => {
  const bc = await brightcoveUnderTest();
  const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
  const { body } = await bc.ask(path, { headers: { Authorization: `Bearer ${bc.token()}` } });
  for (const url of [body.text_tracks[1].src, body.poster]) {
    expect((await bc.ask(url)).status).toBe(200);
    expect((await bc.ask(url.replace(/\?.*/, ''))).status).toBe(403);
  }
});

test('what is not there is 404, what is not asked for with GET 405, and ranges are answered', async () => {
  const bc = await brightcoveUnderTest();
  const source = await sourceOf(bc, 'launch-film');
  const { segments } = await renditionOf(bc, source);
  expect((await bc.ask('/manifest/v1/hls/v4/none')).status).toBe(404);
  expect((await bc.ask(source.replace('/10s/', '/7s/'))).status).toBe(404);
  expect((await bc.ask(source, { method: 'POST' })).status).toBe(405);
  expect((await bc.ask('/nonsense')).status).toBe(404);
  const part = await bc.ask(segments[0] ?? '', { headers: { Range: 'bytes=0-15' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, expect.any(String)]);
});
