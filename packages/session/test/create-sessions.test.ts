import { inspect } from 'node:util';
import type { Store } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../src/store/sealer.ts';
import { APP, Browser } from './stage/browser.ts';
import {
  OTHER_KEY,
  register,
  SESSION_COOKIE,
  SIGN_IN_COOKIE,
  SIGNED_OUT,
  useStages,
} from './stage/stage.ts';

const createStage = useStages();
const SIGN_IN = `${APP}/auth/sign-in`;

const locationOf = (response: Response): string => response.headers.get('location') ?? '';

/** Begins a sign-in and gives the address that leads back from the authorization server. */
async function wayBack(browser: Browser, query = ''): Promise<string> {
  const begun = await browser.open(SIGN_IN + query, { from: 'app' });
  return browser.authorize(locationOf(begun));
}

/** The same address with other parameters. */
function changed(address: string, parameters: Readonly<Record<string, string | undefined>>) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters))
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  return url.href;
}

describe('52: a sign-in', () => {
  it('ends with a session whose cookie is opaque, HttpOnly, Secure, Strict and of this host', async () => {
    const { browser, sessions, events } = await createStage({ claims: ({ name }) => ({ name }) });
    const arrived = await browser.signIn('?returnTo=/films?id=7%23top');
    expect([arrived.status, locationOf(arrived)]).toEqual([303, `${APP}/films?id=7#top`]);
    expect(arrived.headers.get('cache-control')).toBe('no-store');
    expect(browser.cookies.get(SESSION_COOKIE)).toMatch(/^[\w-]{43}$/);
    expect(browser.rulesOf(SESSION_COOKIE)).toBe(
      '; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=2592000',
    );
    const session = await sessions.read(browser.request());
    expect(session).toMatchObject({
      viewer: 'ada',
      scopes: expect.arrayContaining(['videos:play']),
    });
    expect((await session?.accessToken())?.reveal()).toMatch(/^[\w-]{20,}$/);
    expect(events.map(({ type, viewer }) => [type, viewer])).toEqual([
      ['sign-in-begun', undefined],
      ['signed-in', 'ada'],
    ]);
    expect(events[1]?.session).toBe(session?.tag);
  });

  it('A66 asks for S256 with a verifier of its own, a state, a nonce, and nothing else that is secret', async () => {
    const { browser, options } = await createStage();
    const asked = await Promise.all([1, 2].map(() => browser.open(SIGN_IN, { from: 'app' })));
    const [one, two] = asked.map((answer) => new URL(locationOf(answer)));
    // The authorization server has an endpoint for pushed requests, so nothing but a reference travels by the browser.
    expect([...(one?.searchParams.keys() ?? [])].toSorted()).toEqual(['client_id', 'request_uri']);
    expect(one?.searchParams.get('request_uri')).not.toBe(two?.searchParams.get('request_uri'));
    const { sandbox, browser: plain } = await createStage();
    await sandbox.tell('authorization', 'setPolicy', { par: 'off' });
    const begun = new URL(locationOf(await plain.open(SIGN_IN, { from: 'app' })));
    await sandbox.tell('authorization', 'setPolicy', { par: 'optional' });
    expect(Object.fromEntries(begun.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: options.redirectUri,
    });
    expect(begun.href).not.toContain(String(options.clientSecret));
  });

  it('63 works where requests must be pushed', async () => {
    const { browser, sandbox } = await createStage();
    await sandbox.tell('authorization', 'setPolicy', { par: 'required' });
    await browser.signIn();
    await sandbox.tell('authorization', 'setPolicy', { par: 'optional' });
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
  });

  it('the sign-in cookie is Lax, since the answer comes from another site, and lasts ten minutes', async () => {
    const { browser } = await createStage();
    await browser.open(SIGN_IN, { from: 'app' });
    expect(browser.rulesOf(SIGN_IN_COOKIE)).toBe(
      '; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=600',
    );
  });

  it('over http on localhost has cookies that Safari keeps there, too, by another name', async () => {
    const { sandbox, instance } = await createStage();
    const redirectUri = 'http://localhost:8080/auth/callback';
    const local = await register(sandbox, { type: 'native', redirectUris: [redirectUri] });
    const sessions = instance({ ...local, redirectUri, origins: ['http://localhost:8080'] });
    const begun = await sessions.signIn(new Request('http://localhost:8080/auth/sign-in'));
    expect(begun.headers.get('set-cookie')).toMatch(
      /^playgate-session-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
    expect(() => instance({ redirectUri: 'http://app.example/auth/callback' })).toThrow(
      /redirectUri/,
    );
  });

  it('71: nothing happens ahead of the viewer', async () => {
    const { browser, events, grants } = await createStage();
    for (const headers of [
      { 'sec-purpose': 'prefetch;prerender' },
      { 'sec-purpose': 'prefetch' },
      { purpose: 'prefetch' },
    ]) {
      const begun = await browser.open(SIGN_IN, { headers });
      expect([begun.status, begun.headers.getSetCookie()]).toEqual([204, []]);
    }
    const back = await wayBack(browser);
    const ahead = await browser.open(back, { headers: { 'sec-purpose': 'prefetch' } });
    expect([ahead.status, grants('authorization_code')]).toEqual([204, 0]);
    await browser.open(back, { from: 'elsewhere' });
    expect(grants('authorization_code')).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(['sign-in-begun', 'signed-in']);
  });

  it.each([
    ['POST', { method: 'POST' }, 405],
    ['a picture', { headers: { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' } }, 403],
    ['A82 a frame', { headers: { 'sec-fetch-dest': 'iframe' } }, 403],
    ['a script', { headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' } }, 403],
  ])('is not begun by %s', async (_who, visit, status) => {
    const { browser } = await createStage();
    const answer = await browser.open(SIGN_IN, visit);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []]);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('54: the answer of the authorization server', () => {
  it('may arrive twice, at once and after a reload: the code is exchanged once, and all get the same session', async () => {
    const { browser, instance, grants } = await createStage();
    const back = await wayBack(browser, '?returnTo=/films');
    const other = new Browser(() => instance());
    for (const [name, value] of browser.cookies) other.setCookie(name, value);
    const both = await Promise.all([browser, other].map((one) => one.open(back)));
    const again = await browser.open(back);
    for (const answer of [...both, again])
      expect([answer.status, locationOf(answer)]).toEqual([303, `${APP}/films`]);
    expect(other.cookies.get(SESSION_COOKIE)).toBe(browser.cookies.get(SESSION_COOKIE));
    expect(grants('authorization_code')).toBe(1);
  });

  it('opens nothing any more after the viewer has signed out', async () => {
    const { browser, sessions, grants } = await createStage();
    const back = await wayBack(browser);
    await browser.open(back);
    await browser.call('/auth/sign-out');
    const again = await browser.open(back);
    expect([again.status, browser.cookies.has(SESSION_COOKIE)]).toEqual([303, false]);
    expect(await sessions.read(browser.request())).toBeUndefined();
    expect(grants('authorization_code')).toBe(1);
  });

  it('53 A65: two tabs sign in at once, and both arrive', async () => {
    const { browser } = await createStage();
    const begun = [
      await browser.open(`${SIGN_IN}?returnTo=/one`, { from: 'app' }),
      await browser.open(`${SIGN_IN}?returnTo=/two`, { from: 'app' }),
    ];
    const backs: string[] = [];
    for (const answer of begun) backs.push(await browser.authorize(locationOf(answer)));
    const arrived = [];
    for (const back of backs.toReversed()) arrived.push(locationOf(await browser.open(back)));
    expect(arrived).toEqual([`${APP}/two`, `${APP}/one`]);
  });

  it.each([
    ['a wrong state', { state: 'x'.repeat(43) }],
    ['no state', { state: undefined }],
    ['A67 a wrong issuer', { iss: 'https://evil.example' }],
    ['A67 no issuer, though the metadata promises one', { iss: undefined }],
    ['no code', { code: undefined }],
  ])(
    'A65 with %s is refused and consumes nothing: the right one still counts',
    async (_what, bad) => {
      const { browser, grants, events } = await createStage();
      const back = await wayBack(browser);
      const forged = await browser.open(changed(back, bad), { from: 'elsewhere' });
      expect([forged.status, browser.cookies.has(SESSION_COOKIE)]).toEqual([400, false]);
      expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed', code: 'invalid_request' });
      expect(grants('authorization_code')).toBe(0);
      expect((await browser.open(back)).status).toBe(303);
      expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
    },
  );

  it('A65 with its state twice is refused', async () => {
    const { browser } = await createStage();
    const back = await wayBack(browser);
    expect((await browser.open(`${back}&state=other`)).status).toBe(400);
  });

  it('A65 of another browser opens nothing: nobody can be signed in as somebody else', async () => {
    const { browser, sessions, grants } = await createStage();
    const back = await wayBack(browser);
    const victim = new Browser(() => sessions);
    expect((await victim.open(back, { from: 'elsewhere' })).status).toBe(400);
    await victim.open(SIGN_IN);
    expect((await victim.open(back, { from: 'elsewhere' })).status).toBe(400);
    expect([victim.cookies.has(SESSION_COOKIE), grants('authorization_code')]).toEqual([false, 0]);
    // The control: in its own browser it counts.
    expect((await browser.open(back, { from: 'elsewhere' })).status).toBe(303);
  });

  it('A66 with the code of another sign-in fails by PKCE, and the code is dead', async () => {
    const { browser, sessions } = await createStage();
    const attacker = new Browser(() => sessions);
    const stolen = new URL(await wayBack(attacker)).searchParams.get('code') ?? '';
    const injected = changed(await wayBack(browser), { code: stolen });
    const answer = await browser.open(injected);
    expect([answer.status, browser.cookies.has(SESSION_COOKIE)]).toEqual([502, false]);
    expect(await answer.text()).toContain('invalid_grant');
  });

  it('A66 leaves nothing of the verifier behind, whether it was taken or refused', async () => {
    const written: string[] = [];
    const stage = await createStage();
    const { options } = stage;
    const store = {
      ...stage.store,
      replace: (...parts: Parameters<Store['replace']>) => {
        written.push(parts[0], parts[2]);
        return stage.store.replace(...parts);
      },
    };
    for (const error of [undefined, 'access_denied']) {
      written.length = 0;
      const browser = new Browser(() => stage.instance({ store }));
      const back = await wayBack(browser);
      await browser.open(changed(back, error === undefined ? {} : { code: undefined, error }));
      const [place = '', last = ''] = written.slice(-2);
      const sealer = createSealer(options.keys, 'keys');
      const opened = await sealer.open(last, place);
      expect(JSON.parse(opened?.text ?? '')).toMatchObject({ codeVerifier: '', nonce: '' });
      // The control: before, there was one.
      const [firstPlace = '', first = ''] = written;
      const before = await sealer.open(first, firstPlace);
      expect(JSON.parse(before?.text ?? '').codeVerifier).toMatch(/^[\w-]{43}$/);
    }
  });

  it('counts for ten minutes', async () => {
    const { browser, clock } = await createStage();
    const back = await wayBack(browser);
    clock.advance(600_000);
    expect((await browser.open(back)).status).toBe(400);
  });

  it.each([
    'access_denied',
    'login_required',
    'consent_required',
    'interaction_required',
    'invalid_scope',
    'server_error',
    'temporarily_unavailable',
  ])('66: may be %s, which leads to the page for that', async (error) => {
    const { browser } = await createStage({ afterFailure: '/sign-in-failed?x=1' });
    const back = await wayBack(browser);
    const no = changed(back, { code: undefined, error, error_description: '<b>canary</b>' });
    const answer = await browser.open(no);
    expect(locationOf(answer)).toBe(`${APP}/sign-in-failed?x=1&code=${error}`);
    expect(locationOf(await browser.open(no))).toBe(locationOf(answer));
  });

  it('66: a viewer who says no is told so', async () => {
    const { browser } = await createStage({ afterFailure: '/failed' });
    const begun = await browser.open(SIGN_IN, { from: 'app' });
    const back = await browser.authorize(locationOf(begun), { answer: 'no' });
    expect(locationOf(await browser.open(back))).toBe(`${APP}/failed?code=access_denied`);
  });

  it('A69 A85 quotes nothing of an error that it does not know', async () => {
    const { browser, events } = await createStage();
    const back = await wayBack(browser);
    const html = '<script>canary</script>';
    const no = changed(back, { code: undefined, error: html, error_description: html });
    const answer = await browser.open(no);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      403,
      'text/plain; charset=utf-8',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed', error: expect.any(Error) });
    expect(text + inspect(events, { depth: 9 })).not.toContain('canary');
  });
});

describe('56 A73: after a sign-in the viewer', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    'https:evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    '@evil.example',
    '%2f%2fevil.example',
    '/films\r\nSet-Cookie: a=b',
    'films',
    '',
  ])('A43 is not led to %j, but to the fixed page', async (returnTo) => {
    const { browser } = await createStage({ afterSignIn: '/home' });
    const arrived = await browser.signIn(`?returnTo=${encodeURIComponent(returnTo)}`);
    expect(locationOf(arrived)).toBe(`${APP}/home`);
  });
});

describe('a new sign-in', () => {
  it('A65 gets a new id, whatever cookie was planted, and the session before ends', async () => {
    const { browser, sessions, clock } = await createStage();
    browser.setCookie(SESSION_COOKIE, 'p'.repeat(43));
    await browser.signIn();
    const first = browser.cookies.get(SESSION_COOKIE);
    expect(first).not.toBe('p'.repeat(43));
    const old = browser.request();
    clock.advance(1000);
    await browser.signIn();
    expect(browser.cookies.get(SESSION_COOKIE)).not.toBe(first);
    expect(await sessions.read(old)).toBeUndefined();
    // The control: the new one is alive, and so is its access token.
    const now = await sessions.read(browser.request());
    expect(await now?.accessToken()).toBeDefined();
  });
});

describe('a session', () => {
  it('ends when the viewer does nothing for so long, and lives on when not', async () => {
    const { browser, sessions, clock } = await createStage({ idleSeconds: 1000 });
    await browser.signIn();
    for (let i = 0; i < 3; i += 1) {
      clock.advance(999_000);
      expect(await sessions.read(browser.request())).toBeDefined();
    }
    clock.advance(1_000_000);
    expect(await sessions.read(browser.request())).toBeUndefined();
  });

  it('is not kept alive by a page that looks who is there', async () => {
    const { browser, clock } = await createStage({ idleSeconds: 1000 });
    await browser.signIn();
    const look = async (): Promise<unknown> =>
      (await browser.call('/auth/session', { method: 'GET' })).json();
    clock.advance(999_000);
    expect(await look()).toMatchObject({ signed_in: true, expires_in: 1 });
    clock.advance(1000);
    expect(await look()).toEqual({ signed_in: false });
  });

  it('ends at its absolute end, which neither activity nor rotation moves', async () => {
    const { browser, sessions, clock, grants } = await createStage({
      ...{ idleSeconds: 1500, absoluteSeconds: 3000 },
    });
    await browser.signIn();
    for (let i = 0; i < 4; i += 1) {
      clock.advance(740_000);
      const session = await sessions.read(browser.request());
      expect(await session?.accessToken()).toBeDefined();
    }
    expect(grants('refresh_token')).toBe(4);
    clock.advance(40_000);
    expect(await sessions.read(browser.request())).toBeUndefined();
  });

  it('lies encrypted in the store: neither its text nor its key gives the cookie or a token away', async () => {
    const { browser, sessions, store, options } = await createStage();
    const written: string[] = [];
    const watched = {
      ...store,
      set: (key: string, value: string, ttlMs: number) => {
        written.push(key, value);
        return store.set(key, value, ttlMs);
      },
    };
    const { instance } = await createStage({ ...options, store: watched });
    const seen = new Browser(() => instance());
    await seen.signIn();
    const token = (await (await instance().read(seen.request()))?.accessToken())?.reveal() ?? '';
    expect(written.length).toBeGreaterThan(2);
    const all = written.join('\n');
    for (const hidden of [seen.cookies.get(SESSION_COOKIE) ?? '', token, 'accessToken'])
      expect(all).not.toContain(hidden);
    // Three letters come about in sealed text by chance, but not between these.
    expect(all).not.toMatch(/(?:[":]|^)ada(?:[":]|$)/m);
    expect(await sessions.read(browser.request())).toBeUndefined();
  });

  it('goes on when the key is changed, and ends when the old key is dropped', async () => {
    const { browser, instance, options } = await createStage();
    await browser.signIn();
    const request = browser.request();
    const old = instance();
    const dropped = instance({ keys: [OTHER_KEY] });
    expect(await dropped.read(request)).toBeUndefined();
    const both = instance({ keys: [OTHER_KEY, ...options.keys] });
    expect(await both.read(request)).toMatchObject({ viewer: 'ada' });
    // It was written under the new key meanwhile.
    expect(await dropped.read(request)).toMatchObject({ viewer: 'ada' });
    expect(await old.read(request)).toBeUndefined();
  });

  it.each([
    '',
    'x',
    'x'.repeat(42),
    'x'.repeat(44),
    'é'.repeat(43),
    '__proto__',
    `${'x'.repeat(42)}.`,
  ])('is nobody’s with the cookie %j', async (value) => {
    const { sessions } = await createStage();
    const headers = { cookie: `${SESSION_COOKIE}=${encodeURIComponent(value)}` };
    expect(await sessions.read(new Request(APP, { headers }))).toBeUndefined();
  });
});

describe('revokeAll', () => {
  it('ends all sessions of a viewer, those that are being begun, too, and nobody else’s', async () => {
    const { browser, sessions, instance, clock } = await createStage();
    const [grace, second] = [new Browser(() => instance()), new Browser(() => instance())];
    await browser.signIn();
    await second.signIn();
    await grace.signIn('', { user: 'grace' });
    const since = clock.now();
    await sessions.revokeAll('ada');
    for (const one of [browser, second]) expect(await sessions.read(one.request())).toBeUndefined();
    expect(await sessions.read(grace.request())).toMatchObject({ viewer: 'grace' });
    expect(await sessions.isRevoked('ada', since)).toBe(true);
    expect(await sessions.isRevoked('grace', since)).toBe(false);
    clock.advance(30_000);
    expect(await sessions.isRevoked('ada', clock.now())).toBe(true);
    clock.advance(1);
    expect(await sessions.isRevoked('ada', clock.now())).toBe(false);
    await browser.signIn();
    expect(await sessions.read(browser.request())).toMatchObject({ viewer: 'ada' });
  });

  it('A55: ends their tokens at the authorization server, too, once, when their browsers come by', async () => {
    const ended: string[] = [];
    const stage = await createStage({
      fetch: (url, init) => {
        const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
        if (form.has('token')) ended.push(form.get('token') ?? '');
        return fetch(url, init);
      },
    });
    const { browser, sessions, sandbox } = stage;
    const grace = new Browser(() => sessions);
    await browser.signIn();
    await grace.signIn('', { user: 'grace' });
    const plays = async (token: string | undefined): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${sandbox.addresses.stapi}/v1/videos`, { headers })).status;
    };
    const [held, other] = await Promise.all(
      [browser, grace].map(async (one) =>
        (await (await sessions.read(one.request()))?.accessToken())?.reveal(),
      ),
    );
    await sessions.revokeAll('ada');
    expect([await plays(held), await plays(other), ended.length]).toEqual([200, 200, 0]);
    const found = await Promise.all(
      Array.from({ length: 5 }, () => sessions.read(browser.request())),
    );
    expect([found.every((one) => one === undefined), ended.length]).toEqual([true, 1]);
    // The control: nobody else's.
    expect([await plays(held), await plays(other)]).toEqual([401, 200]);
    expect(await sessions.read(grace.request())).toBeDefined();
    // Who comes by to sign in again is heard of before, so that what is new is not ended with what was.
    await sessions.revokeAll('grace');
    stage.clock.advance(1000);
    await grace.signIn('', { user: 'grace' });
    const again = await (await sessions.read(grace.request()))?.accessToken();
    expect([await plays(other), await plays(again?.reveal()), ended.length]).toEqual([401, 200, 2]);
  });

  it('also ends the session of a sign-in whose code is being exchanged in that moment', async () => {
    const stage = await createStage();
    const sessions = stage.instance({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        const isExchange =
          typeof init?.body === 'string' && init.body.includes('grant_type=authorization_code');
        if (isExchange && revokes) await stage.sessions.revokeAll('ada');
        return answer;
      },
    });
    let revokes = false;
    const browser = new Browser(() => sessions);
    await browser.signIn();
    expect(await sessions.read(browser.request())).toBeDefined();
    revokes = true;
    expect((await browser.signIn()).status).toBe(403);
    expect(await sessions.read(browser.request())).toBeUndefined();
  });
});

describe('options', () => {
  it.each([
    ['issuer', { issuer: 'http://login.example' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: ' ' }],
    ['redirectUri', { redirectUri: '/auth/callback' }],
    ['scope', { scope: 'profile' }],
    ['origins', { origins: [] }],
    ['keys', { keys: [] }],
    ['keys', { keys: ['short'] }],
    ['afterSignIn', { afterSignIn: '//evil.example' }],
    ['afterFailure', { afterFailure: 'https://evil.example' }],
    ['afterSignOut', { afterSignOut: '/home' }],
    ['cookieName', { cookieName: 'a b' }],
    ['idleSeconds', { idleSeconds: 0 }],
    ['absoluteSeconds', { absoluteSeconds: NaN }],
    ['takeOverMs', { takeOverMs: 1000 }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('name %s when it is wrong, and never its value', async (name, wrong) => {
    const { instance } = await createStage({ afterSignOut: SIGNED_OUT });
    expect(() => instance(wrong)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => instance(wrong)).toThrow(name);
  });
});
