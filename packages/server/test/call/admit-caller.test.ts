import { describe, expect, it, vi } from 'vitest';
import type { PassHandlerOptions } from '../../src/index.ts';
import { APP, ask, codeOf, passHandler, PARTNER, plainVendor } from '../support.ts';

type Headers = Readonly<Record<string, string | undefined>>;

async function statusOf(headers: Headers, init: RequestInit = {}): Promise<[number, number]> {
  const mint = vi.fn<PassHandlerOptions['vendor']['mint']>(plainVendor.mint);
  const { handle } = passHandler({ vendor: { id: 'x', mint } });
  const withBody = init.method === undefined || init.method === 'POST';
  const request = ask(undefined, headers, withBody ? init : { ...init, body: null });
  return [(await handle(request)).status, mint.mock.calls.length];
}

const ALLOWED = [200, 1];
const FORBIDDEN = [403, 0];

describe('callers', () => {
  it('control: a page of the application is answered', async () => {
    expect(await statusOf({})).toEqual(ALLOWED);
    expect(await statusOf({ origin: undefined })).toEqual(ALLOWED);
    expect(await statusOf({ 'sec-fetch-site': undefined })).toEqual(ALLOWED);
  });

  it('A1 a form post from another site is refused', async () => {
    const form = {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
      'x-playgate': undefined,
    };
    expect(await statusOf(form)).toEqual(FORBIDDEN);
    expect(await statusOf({ ...form, 'sec-fetch-site': undefined })).toEqual(FORBIDDEN);
  });

  it('A2 a post from a sibling subdomain is refused, with every other header right', async () => {
    const sibling = { origin: 'https://blog.app.example', 'sec-fetch-site': 'same-site' };
    expect(await statusOf(sibling)).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: undefined, 'sec-fetch-site': 'same-site' })).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: undefined, 'sec-fetch-site': 'cross-site' })).toEqual(
      FORBIDDEN,
    );
  });

  it('A3 check 69 JSON as text/plain, or without the custom header, is refused', async () => {
    expect(await statusOf({ 'content-type': 'text/plain' })).toEqual([415, 0]);
    expect(await statusOf({ 'content-type': undefined })).toEqual([415, 0]);
    expect(await statusOf({ 'x-playgate': undefined })).toEqual(FORBIDDEN);
    expect(await statusOf({ 'x-playgate': '2' })).toEqual(FORBIDDEN);
    expect(await statusOf({ 'content-type': 'Application/JSON; charset=utf-8' })).toEqual(ALLOWED);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    'A4 A83 check 69 %s never mints',
    async (method) => {
      expect(await statusOf({}, { method })).toEqual([405, 0]);
    },
  );

  it('A5 Origin: null is refused', async () => {
    expect(await statusOf({ origin: 'null', 'sec-fetch-site': undefined })).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toEqual(FORBIDDEN);
  });

  it('A7 without Origin and Sec-Fetch-Site only Authorization without a cookie is answered', async () => {
    const bare = { origin: undefined, 'sec-fetch-site': undefined };
    const authorization = 'Bearer abc';
    expect(await statusOf(bare)).toEqual(FORBIDDEN);
    expect(await statusOf({ ...bare, authorization })).toEqual(FORBIDDEN);
    expect(await statusOf({ ...bare, cookie: undefined })).toEqual(FORBIDDEN);
    expect(await statusOf({ ...bare, cookie: undefined, authorization })).toEqual(ALLOWED);
  });

  it('A8 same-origin by its own word, with a foreign Origin, is refused', async () => {
    expect(await statusOf({ origin: 'https://evil.example' })).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: `${APP}.evil.example` })).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: `${APP}:8443` })).toEqual(FORBIDDEN);
    expect(await statusOf({ origin: APP.toUpperCase() })).toEqual(FORBIDDEN);
  });

  it('a navigation by the viewer is no ask', async () => {
    expect(await statusOf({ 'sec-fetch-site': 'none' })).toEqual(FORBIDDEN);
    expect(await statusOf({ 'sec-fetch-site': 'none', origin: undefined })).toEqual(FORBIDDEN);
  });

  it('A18 Host and X-Forwarded-* change nothing, in either direction', async () => {
    const forwarded = {
      host: 'app.example',
      forwarded: 'host=app.example;proto=https',
      'x-forwarded-host': 'app.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    };
    expect(await statusOf({ ...forwarded, origin: 'https://evil.example' })).toEqual(FORBIDDEN);
    const wrong = { host: '127.0.0.1:8080', 'x-forwarded-host': 'evil.example' };
    expect(await statusOf(wrong)).toEqual(ALLOWED);
  });
});

describe('CORS', () => {
  const preflight = (origin: string): Request =>
    ask(
      undefined,
      {
        origin,
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-playgate',
        cookie: undefined,
      },
      { method: 'OPTIONS', body: null },
    );
  const { handle } = passHandler();

  it('A9 a preflight from an unlisted origin gets no permission', async () => {
    const { status, headers } = await handle(preflight('https://evil.example'));
    expect(status).toBe(405);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('access-control-allow-methods')).toBeNull();
  });

  it('A9 one from a listed origin gets exactly its own', async () => {
    const { status, headers } = await handle(preflight(PARTNER));
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': PARTNER,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('X-Playgate'),
      vary: 'Origin, Sec-Fetch-Site, Cookie',
      'cache-control': 'no-store',
    });
  });

  it('a listed origin can read passes and problems', async () => {
    const crossSite = { origin: PARTNER, 'sec-fetch-site': 'cross-site' };
    const pass = await handle(ask(undefined, crossSite));
    const problem = await handle(ask('{', crossSite));
    expect([pass.status, problem.status]).toEqual([200, 400]);
    for (const { headers } of [pass, problem]) {
      expect(headers.get('access-control-allow-origin')).toBe(PARTNER);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  it('says which rule refused', async () => {
    expect(await codeOf(await handle(ask(undefined, { origin: 'https://evil.example' })))).toBe(
      'origin_not_allowed',
    );
  });
});
