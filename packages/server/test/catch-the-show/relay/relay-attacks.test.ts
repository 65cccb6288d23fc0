import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP, codeOf } from '../../support.ts';
import { fromPage, MOUNT, relayInSandbox, relayWith } from './relay-support.ts';

const VENDOR = 'https://api.catchtheshow.com/v1';
const KEY = 'sk_canary_0123456789';

/** What could make a relay go elsewhere. */
const HOSTILE = [
  ...[
    '//evil.example/x',
    '///evil.example',
    '/@evil.example/',
    '@evil.example',
    ':80@evil.example',
  ],
  ...['.evil.example/x', '/https://evil.example/', 'https://evil.example/', '/http:evil.example'],
  ...['/../../keys', '/videos/../keys', '/videos/./../keys', '/..%2f..%2fkeys', '/%2e%2e/keys'],
  ...['/videos/%2e%2e%2fkeys', '/videos/..%5ckeys', '/videos/%252e%252e/keys', '/videos/..;/keys'],
  ...['/\\evil.example', '/videos\\..\\keys', '\\\\evil.example\\x', '/videos/x%5c..%5c..%5ckeys'],
  ...['/videos/x%00', '/videos/x%0d%0aX-Evil:%201', '/videos/x\r\nX-Evil: 1', '/videos/\u0000'],
  ...['/videos/[::ffff:127.0.0.1]', '/videos/127.0.0.1.', '/videos//x', '/videos/x/', '/videos/'],
  ...['/keys', '/keys/key_1/rotate', '/access-tokens', '/users', '/usage', '/VIDEOS/x', '/video'],
  ...['/videos/x#@evil.example', '/videos/x?@evil.example', '/videos/x?x=1', '/videos/*', ''],
  ...['/videos/．．/keys', '/videos/%EF%BC%8E%EF%BC%8E/keys', '/videos/x y', '/videos/ä', '/'],
  `/videos/${'a'.repeat(10_240)}`,
] as const;

/** A request whose URL is that very text, as no runtime should hand it on, but some might. */
const raw = (text: string, method = 'GET'): Request =>
  Object.defineProperty(fromPage('/videos/x', { method }), 'url', { value: text });

/** The same path, as the runtime's parser has it, and unparsed. */
function spellings(path: string): Request[] {
  const parsed = URL.canParse(`${APP}${MOUNT}${path}`) ? [fromPage(path)] : [];
  const text = `${APP}${MOUNT}${path}`;
  return [...parsed, raw(text), raw(text, 'DELETE'), raw(path)];
}

function recorder() {
  const seen: { readonly url: string; readonly key: string | null }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    seen.push({ url: request.url, key: request.headers.get('authorization') });
    return Response.json({ id: 'x' });
  };
  return { seen, fetch };
}

const ALLOWED =
  /^https:\/\/api\.catchtheshow\.com\/v1\/(videos|live-streams)(\/[A-Za-z0-9_-]{1,128})?(\?(limit|cursor)=.*)?$/;

describe('A45 whatever the path is', () => {
  it.each(HOSTILE)('%j goes nowhere, or to an id below the vendor’s address', async (path) => {
    const { seen, fetch } = recorder();
    const { relay } = relayWith({ secretKey: KEY, fetch });
    for (const request of spellings(path)) {
      const response = await relay(request);
      expect(await response.text()).not.toContain('canary');
      expect([200, 204, 400, 404, 405]).toContain(response.status);
    }
    for (const { url } of seen) expect(url).toMatch(ALLOWED);
  });

  it('a property: any mixture of hostile pieces', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE, '/videos', '/live-streams', '/', '?', '#', '%', '..', '\\'),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const paths = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        const { seen, fetch } = recorder();
        const { relay } = relayWith({ secretKey: KEY, fetch });
        for (const request of spellings(path)) await relay(request);
        return seen.every(({ url }) => ALLOWED.test(url));
      }),
      { numRuns: 1000 },
    );
  });

  it('control: relays that join or resolve paths are led astray by the same list', async () => {
    const strays = (relay: (path: string) => URL) =>
      HOSTILE.filter((path) => {
        try {
          return !ALLOWED.test(relay(path).href);
        } catch {
          return false;
        }
      });
    expect(strays((path) => new URL(VENDOR + path)).length).toBeGreaterThan(20);
    expect(strays((path) => new URL(path, VENDOR)).length).toBeGreaterThan(20);
    expect(new URL(HOSTILE[0], VENDOR).host).toBe('evil.example');
    expect(new URL('https://api.catchtheshow.com' + '@evil.example').host).toBe('evil.example');
  });

  it('control: a good path does go to the vendor, with the key', async () => {
    const { seen, fetch } = recorder();
    const { relay } = relayWith({ secretKey: KEY, fetch });
    expect((await relay(fromPage('/videos/__proto__'))).status).toBe(200);
    expect(seen).toEqual([{ url: `${VENDOR}/videos/__proto__`, key: `Bearer ${KEY}` }]);
  });

  it('A44 the one configured vendor is asked, whatever host the request names', async () => {
    const { seen, fetch } = recorder();
    const { relay } = relayWith({ secretKey: KEY, fetch });
    expect((await relay(raw(`https://evil.example${MOUNT}/videos/x`))).status).toBe(200);
    expect(seen).toEqual([{ url: `${VENDOR}/videos/x`, key: `Bearer ${KEY}` }]);
  });

  it('the key reaches nobody but the vendor, over real sockets', async () => {
    const { relay, sandbox } = await relayInSandbox();
    const stranger = new URL(sandbox.addresses.foreign).host;
    for (const path of HOSTILE)
      for (const request of spellings(path.replaceAll('evil.example', stranger)))
        await relay(request);
    const { entries } = await sandbox.journal();
    expect(new Set(entries.map(({ listener }) => listener))).toEqual(new Set(['catchTheShow']));
    expect(entries.every(({ path }) => /^\/v1\/(videos|live-streams)/.test(path))).toBe(true);
    expect(await sandbox.leaks()).toEqual([]);
  });
});

describe('A16 ids that are none are 404, and ask nobody', () => {
  it.each(['..%2f', '*', '%00', 'a'.repeat(129), 'a.b', 'a%20b', '%61', '{id}', '~'])(
    '%s',
    async (id) => {
      const { seen, fetch } = recorder();
      const { relay } = relayWith({ secretKey: KEY, fetch });
      expect((await relay(fromPage(`/videos/${id}`))).status).toBe(404);
      expect(seen).toEqual([]);
    },
  );
});

describe('A47 what is not listed does not pass', () => {
  const attempt = async (path: string, init?: Parameters<typeof fromPage>[1], headers = {}) => {
    const { seen, fetch } = recorder();
    const { relay } = relayWith({ secretKey: KEY, fetch });
    const response = await relay(fromPage(path, init, headers));
    const allow = response.headers.get('allow');
    return { status: response.status, code: await codeOf(response), allow, seen };
  };

  it.each(['/users', '/keys', '/videos/x/y', '/', '', '/videos/x/interactions'])(
    'the path %j: 404',
    async (path) => {
      expect(await attempt(path)).toMatchObject({ status: 404, code: 'not_found', seen: [] });
    },
  );

  it.each([
    ['PUT', '/videos/x', 'GET'],
    ['POST', '/videos/x', 'GET'],
    ['HEAD', '/videos', 'GET'],
    ['PATCH', '/live-streams/x', 'GET, DELETE'],
    ['DELETE', '/live-streams', 'POST'],
    ['OPTIONS', '/videos', 'GET'],
  ])('the method %s of %s: 405', async (method, path, allow) => {
    const found = await attempt(path, { method });
    expect(found).toMatchObject({ status: 405, seen: [] });
    expect(found.allow).toBe(allow);
  });

  it.each([
    ['/videos?user=ada', 'a parameter'],
    ['/videos?limit=1&sub=ada', 'a parameter beside a listed one'],
    ['/videos?limit=1&limit=2', 'a parameter twice'],
    ['/videos?__proto__=1', 'a parameter that every object has'],
    [`/videos?limit=${'1'.repeat(513)}`, 'a long parameter'],
    ['/videos?limit=%00', 'a control character'],
    ['/videos/x?limit=1', 'a parameter of another call'],
  ])('A14 the query %s: 400', async (path) => {
    expect(await attempt(path)).toMatchObject({ status: 400, code: 'invalid_request', seen: [] });
  });

  it.each([
    ['{"title":"x","userId":"ada"}', 400],
    ['{"title":"x","is_public":true}', 400],
    ['{"title":"x","__proto__":{"role":"admin"}}', 400],
    ['[]', 400],
    ['null', 400],
    ['"x"', 400],
    ['{', 400],
  ])('A14 the body %s: %i', async (json, status) => {
    const found = await attempt('/live-streams', { method: 'POST', json });
    expect(found).toMatchObject({ status, code: 'invalid_request', seen: [] });
  });

  it('a body where none is listed: 400; of another type: 415', async () => {
    const ending = { method: 'DELETE', json: { really: true } };
    expect(await attempt('/live-streams/x', ending)).toMatchObject({ status: 400, seen: [] });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const creation = { method: 'POST', json: { title: 'x' } };
    expect(await attempt('/live-streams', creation, form)).toMatchObject({ status: 415, seen: [] });
  });

  it('control: what is listed passes', async () => {
    expect(await attempt('/videos?limit=1&cursor=2')).toMatchObject({
      status: 200,
      seen: [{ url: `${VENDOR}/videos?limit=1&cursor=2` }],
    });
    const creation = { method: 'POST', json: { title: 'x', tags: [1, { a: null }] } };
    expect(await attempt('/live-streams', creation)).toMatchObject({ status: 200 });
  });
});
