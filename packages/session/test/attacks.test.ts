import { createPassHandler, deny, grant } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import type { Handler, Sessions } from '../src/index.ts';
import { APP, Browser } from './stage/browser.ts';
import { plainVendor } from './stage/plain-vendor.ts';
import { SESSION_COOKIE, useStages } from './stage/stage.ts';

const createStage = useStages();
const PARTNER = 'https://partner.example';
const EVIL = 'https://evil.example';

type Headers = Readonly<Record<string, string | undefined>>;

/** One of the handlers that pages call. */
interface Call {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly json?: unknown;
  /** What only the viewer's own pages may bring about, or read in the answer. */
  readonly harm: RegExp;
}

const CALLS: readonly (readonly [string, Call])[] = [
  [
    'the pass handler',
    { path: '/api/pass', method: 'POST', json: { version: 1, asset: 'film' }, harm: /"rules"/ },
  ],
  ['signOut', { path: '/auth/sign-out', method: 'POST', harm: /"signed_out"/ }],
  ['session', { path: '/auth/session', method: 'GET', harm: /"ada"/ }],
  ['a token handler', { path: '/auth/token', method: 'POST', json: {}, harm: /"token"/ }],
];

const handlersOf = (sessions: Sessions): Readonly<Record<string, Handler>> => ({
  '/auth/token': sessions.tokenHandler({ scope: 'videos:play' }),
  '/api/pass': createPassHandler({
    vendor: plainVendor,
    decide: async (request, { asset }) => {
      const session = await sessions.read(request);
      return session ? grant({ asset, viewer: session.viewer }) : deny('unauthenticated');
    },
    origins: [APP, PARTNER],
  }),
});

/** A viewer who is signed in, in a browser that others send on their errands. */
async function signedIn(who: { readonly user?: string } = {}) {
  const stage = await createStage({ origins: [APP, PARTNER] });
  const browser = new Browser(() => stage.sessions, handlersOf(stage.sessions));
  await browser.signIn('', who);
  return { ...stage, browser };
}

const NOBODY_SAYS: Headers = { origin: undefined, 'sec-fetch-site': undefined };

const FORGED: readonly (readonly [string, Headers])[] = [
  [
    'A1 a form of another site',
    {
      ...{ origin: EVIL, 'sec-fetch-site': 'cross-site', 'x-playgate': undefined },
      ...{ 'sec-fetch-mode': 'navigate', 'content-type': 'application/x-www-form-urlencoded' },
    },
  ],
  [
    'A1 the same in a browser without Sec-Fetch-Site',
    { origin: EVIL, 'sec-fetch-site': undefined, 'x-playgate': undefined },
  ],
  [
    'A2 a sibling subdomain, which Strict cookies travel with',
    { origin: 'https://blog.app.example', 'sec-fetch-site': 'same-site' },
  ],
  [
    'A3 JSON as text, without a preflight',
    { 'sec-fetch-mode': 'no-cors', 'content-type': 'text/plain', 'x-playgate': undefined },
  ],
  ['A5 a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['A5 what redirects have made anonymous', { origin: 'null' }],
  ['A7 nobody that a browser vouches for', NOBODY_SAYS],
  [
    'A7 the same with an Authorization and the cookie',
    { ...NOBODY_SAYS, authorization: 'Bearer x' },
  ],
  ['A8 somebody who only says that it is same-origin', { origin: EVIL }],
];

describe.each(CALLS)('69 X6: %s', (_name, { path, method, json, harm }) => {
  it.each(FORGED)('does nothing for %s', async (_who, headers) => {
    const { browser, sessions } = await signedIn();
    const forged = await browser.call(path, { method, json, headers });
    const text = await forged.text();
    expect([forged.status, JSON.parse(text).code]).toEqual([403, 'origin_not_allowed']);
    expect(text).not.toMatch(harm);
    expect(await sessions.read(browser.request())).toBeDefined();
    // The control: the application's own page may.
    const own = await browser.call(path, { method, json });
    expect([own.status, await own.text()]).toEqual([200, expect.stringMatching(harm)]);
  });

  it('A4 A83 does nothing for a picture, a script or a link', async () => {
    const { browser, sessions } = await signedIn();
    for (const [dest, mode] of [
      ['image', 'no-cors'],
      ['script', 'no-cors'],
      ['document', 'navigate'],
    ]) {
      const answer = await browser.call(path, {
        method: 'GET',
        headers: {
          ...{ origin: undefined, 'x-playgate': undefined, 'sec-fetch-site': 'cross-site' },
          ...{ 'sec-fetch-dest': dest, 'sec-fetch-mode': mode },
        },
      });
      const text = await answer.text();
      expect(answer.status).toBe(method === 'GET' ? 403 : 405);
      expect(text).not.toMatch(harm);
      // Neither may another page read it, nor a script tag or picture take it in.
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await sessions.read(browser.request())).toBeDefined();
  });

  it('A7 knows nobody who brings no cookie, however it is asked', async () => {
    const { browser } = await signedIn();
    const bare = { ...NOBODY_SAYS, cookie: undefined, authorization: 'Bearer x' };
    const answer = await browser.call(path, { method, json, headers: bare });
    expect(answer.status).toBe(path.startsWith('/auth/s') ? 200 : 401);
    expect(await answer.text()).not.toMatch(path === '/auth/sign-out' ? /continue_at/ : harm);
    // The control: with the cookie, from a page, it knows.
    expect(await (await browser.call(path, { method, json })).text()).toMatch(harm);
  });

  it('A9 may be read by listed origins, each by its name, and by no other', async () => {
    const { browser } = await signedIn();
    const preflight = (origin: string): Promise<Response> =>
      browser.call(path, {
        method: 'OPTIONS',
        headers: { origin, cookie: undefined, 'sec-fetch-site': 'cross-site' },
      });
    const [listed, unlisted] = [await preflight(PARTNER), await preflight(EVIL)];
    expect([listed.status, unlisted.status]).toEqual([204, 405]);
    expect(listed.headers.get('access-control-allow-origin')).toBe(PARTNER);
    expect(listed.headers.get('access-control-allow-methods')).toBe(method);
    expect(unlisted.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('A11 A80 mixes up none of those who ask at once, whatever host and origin they name', async () => {
    const { sessions } = await createStage({ origins: [APP, PARTNER] });
    const ask = async (user: string, origin: string): Promise<string> => {
      const browser = new Browser(() => sessions, handlersOf(sessions));
      await browser.signIn('', { user });
      const site = origin === APP ? 'same-origin' : 'cross-site';
      const host = `${user}.example`;
      const answer = await browser.call(path, {
        ...{ method, json },
        headers: { host, 'x-forwarded-host': host, origin, 'sec-fetch-site': site },
      });
      const allowed = answer.headers.get('access-control-allow-origin');
      expect(allowed).toBe(origin === APP ? null : origin);
      return answer.text();
    };
    const told = await Promise.all([
      ...[ask('ada', APP), ask('grace', PARTNER), ask('ada', PARTNER), ask('grace', APP)],
    ]);
    const viewers = ['ada', 'grace', 'ada', 'grace'];
    for (const [i, text] of told.entries()) {
      const named = /"(?:viewer|subject)":"(\w+)"/.exec(text)?.[1];
      if (named !== undefined) expect(named).toBe(viewers[i]);
      if (path === '/auth/token') expect(told.filter((other) => other === text)).toHaveLength(1);
    }
  });
});

describe.each([
  ['signIn', '/auth/sign-in'],
  ['callback', '/auth/callback'],
])('%s', (_name, path) => {
  const FORGED_VISITS: readonly (readonly [string, string, Headers, number])[] = [
    ['A1 a form of another site', 'POST', { origin: EVIL, 'sec-fetch-site': 'cross-site' }, 405],
    ['A2 a script of a sibling subdomain', 'GET', { 'sec-fetch-site': 'same-site' }, 403],
    ['A3 a request without a preflight', 'POST', { 'sec-fetch-mode': 'no-cors' }, 405],
    ['A4 a picture', 'GET', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }, 403],
    ['A5 a form of a sandboxed frame', 'POST', { origin: 'null' }, 405],
    ['A8 a script that says it is same-origin', 'GET', { 'sec-fetch-site': 'same-origin' }, 403],
    ['A9 a preflight', 'OPTIONS', { origin: PARTNER }, 405],
    ['A82 a frame', 'GET', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }, 403],
    ['a look', 'HEAD', {}, 405],
  ];

  it.each(FORGED_VISITS)('does nothing for %s', async (_who, method, headers, status) => {
    const { browser, grants, events } = await signedIn();
    const before = browser.cookies.get(SESSION_COOKIE);
    const begun = await browser.open(`${APP}/auth/sign-in`, { from: 'app' });
    const back = await browser.authorize(begun.headers.get('location') ?? '');
    const address = path === '/auth/callback' ? back : APP + path;
    const isPage = headers['sec-fetch-mode'] === 'navigate' || method === 'POST';
    const forged = await browser.open(address, {
      method,
      headers: {
        ...(!isPage && { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }),
        ...headers,
      },
    });
    expect([forged.status, forged.headers.getSetCookie()]).toEqual([status, []]);
    expect(forged.headers.get('location')).toBeNull();
    expect(forged.headers.get('access-control-allow-origin')).toBeNull();
    expect([grants('authorization_code'), browser.cookies.get(SESSION_COOKIE)]).toEqual([
      1,
      before,
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed' });
    // The control: the viewer, led by a page.
    const own = await browser.open(address, { from: 'elsewhere' });
    expect([own.status, own.headers.getSetCookie().length]).toEqual([303, 1]);
  });

  it('A7 A8 brings nobody in who has no cookie of a sign-in, and asks the server for nothing', async () => {
    const { browser, sessions, grants } = await signedIn();
    const begun = await browser.open(`${APP}/auth/sign-in`, { from: 'app' });
    const back = await browser.authorize(begun.headers.get('location') ?? '');
    const headers = { 'sec-fetch-mode': undefined, 'sec-fetch-dest': undefined };
    const thief = new Browser(() => sessions);
    const answer = await thief.open(back, { headers: { ...headers, 'sec-fetch-site': undefined } });
    expect([answer.status, thief.cookies.size, grants('authorization_code')]).toEqual([400, 0, 1]);
    // The control: an old browser, which says nothing of all that, and has the cookie.
    const own = await browser.open(back, { headers: { ...headers, 'sec-fetch-site': undefined } });
    expect(own.status).toBe(303);
  });

  it('A11 leads everybody where they wanted, at once, whatever host they name', async () => {
    const { sessions } = await createStage();
    const arrived = await Promise.all(
      Array.from({ length: 6 }, async (_none, i) => {
        const browser = new Browser(() => sessions);
        const user = i % 2 === 0 ? 'ada' : 'grace';
        const begun = await browser.open(`${APP}/auth/sign-in?returnTo=/films/${i}`, {
          headers: { host: `host-${i}.example`, 'x-forwarded-host': 'evil.example' },
        });
        const back = await browser.authorize(begun.headers.get('location') ?? '', { user });
        const answer = await browser.open(back, {
          headers: { host: 'evil.example', 'x-forwarded-proto': 'http' },
        });
        const session = await sessions.read(browser.request());
        return [answer.headers.get('location'), session?.viewer];
      }),
    );
    expect(arrived).toEqual(
      Array.from({ length: 6 }, (_none, i) => [`${APP}/films/${i}`, i % 2 === 0 ? 'ada' : 'grace']),
    );
  });
});

describe('A81 X5: answers of every status', () => {
  const PAGES = ['/auth/sign-in', '/auth/callback'];
  const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const given: readonly (readonly [number, string, Headers & { readonly method?: string }])[] = [
    [200, '/auth/session', { method: 'GET' }],
    [200, '/auth/token', {}],
    [401, '/auth/token', { cookie: undefined }],
    [403, '/auth/token', { 'x-playgate': undefined }],
    [405, '/auth/token', { method: 'GET' }],
    [415, '/auth/token', { 'content-type': 'text/plain' }],
    [200, '/auth/sign-out', {}],
    [303, '/auth/sign-in', { ...visit, method: 'GET' }],
    [204, '/auth/sign-in', { ...visit, method: 'GET', 'sec-purpose': 'prefetch' }],
    [400, '/auth/callback', { ...visit, method: 'GET' }],
    [403, '/auth/callback', { method: 'GET' }],
    [405, '/auth/callback', {}],
  ];

  it.each(given)('%s of %s may not be kept, sniffed or framed', async (status, path, asked) => {
    const { browser } = await signedIn();
    const { method = 'POST', ...headers } = asked;
    const json = method === 'POST' ? {} : undefined;
    const answer = await browser.call(path, { method, headers, json });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "frame-ancestors 'none'",
      ...(PAGES.includes(path)
        ? { 'referrer-policy': 'no-referrer' }
        : {
            vary: 'Origin, Sec-Fetch-Site, Cookie',
            'cross-origin-resource-policy': 'same-origin',
          }),
    });
  });
});
