import { deny } from '@playgate/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAddressReader, createRateLimit } from '../../src/index.ts';
import type { SessionLimit } from '../../src/index.ts';
import { APP, Browser } from '../stage/browser.ts';
import { SESSION_COOKIE, SIGN_IN_COOKIE, useStages } from '../stage/stage.ts';

const createStage = useStages();
const SIGN_IN = `${APP}/auth/sign-in`;

describe('A19: sign-ins that begin, which anybody may', () => {
  it('are as many in ten minutes as there may be, in all instances; the next is told when, and nothing is written or sent', async () => {
    const stage = await createStage({ maxSignIns: 3 });
    const instances = [stage.sessions, stage.instance()];
    const begin = async (i: number): Promise<Response> =>
      new Browser(() => instances[i % 2] ?? stage.sessions).open(SIGN_IN, { from: 'app' });
    stage.clock.advance(600_000 - (stage.clock.now() % 600_000));
    for (let i = 0; i < 3; i += 1) expect((await begin(i)).status).toBe(303);
    const set = vi.spyOn(stage.store, 'set');
    const { entries: before } = await stage.sandbox.journal();
    const refused = await begin(3);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600']);
    expect([refused.headers.getSetCookie(), await refused.text()]).toEqual([
      [],
      expect.stringContaining('rate_limited'),
    ]);
    const { entries: after } = await stage.sandbox.journal();
    expect([set.mock.calls.length, after.length]).toEqual([0, before.length]);
    expect(stage.events.at(-1)).toMatchObject({ type: 'sign-in-failed', code: 'rate_limited' });
    stage.clock.advance(600_000);
    expect((await begin(4)).status).toBe(303);
  });

  it('do not stand in the way of those that have begun, nor of sessions', async () => {
    const { browser, sessions } = await createStage({ maxSignIns: 1 });
    await browser.signIn();
    expect((await browser.open(SIGN_IN, { from: 'app' })).status).toBe(429);
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
    expect(await sessions.read(browser.request())).toBeDefined();
    expect((await browser.call('/auth/sign-out')).status).toBe(200);
  });

  it('A18 may be counted for each address', async () => {
    const { store, clock } = await createStage();
    const addressOf = createAddressReader({ trustedProxies: ['10.0.0.0/8'] });
    const perAddress = { max: 1, seconds: 60 };
    const count = createRateLimit({ store, clock, name: 'begin', perAddress });
    const limit: SessionLimit = ({ request }) =>
      count({ address: addressOf('10.0.0.1', request.headers) });
    const { browser } = await createStage({ limit });
    const from = async (address: string): Promise<number> => {
      const headers = { 'x-forwarded-for': address };
      return (await browser.open(SIGN_IN, { from: 'app', headers })).status;
    };
    expect([await from('192.0.2.1'), await from('192.0.2.1')]).toEqual([303, 429]);
    expect([await from('192.0.2.2'), await from('198.51.100.1, 192.0.2.2')]).toEqual([303, 429]);
  });

  it('lead to the page for failures, if there is one', async () => {
    const limit = () => deny('rate_limited', { retryAfterSeconds: 1.5 });
    const { browser } = await createStage({ limit, afterFailure: '/failed' });
    const answer = await browser.open(SIGN_IN, { from: 'app' });
    expect(answer.headers.get('location')).toBe(`${APP}/failed?code=rate_limited`);
    const { browser: other } = await createStage({ limit });
    expect((await other.open(SIGN_IN)).headers.get('retry-after')).toBe('2');
  });

  it('S11: do not begin where they cannot be counted', async () => {
    const down = () => Promise.reject(new Error('down'));
    const stage = await createStage();
    const { browser } = await createStage({ store: { ...stage.store, add: down } });
    const answer = await browser.open(SIGN_IN, { from: 'app' });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([503, []]);
  });
});

describe('A78: a redirect URI of a developer’s machine', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const local = 'http://localhost:8080/auth/callback';

  it.each([
    local,
    'http://127.0.0.1/callback',
    'http://[::1]:3000/callback',
    'http://app.localhost/callback',
    'https://localhost/callback',
    'https://localhost./callback',
    'https://app.localhost./callback',
    'https://0.0.0.0/callback',
    'https://0/callback',
    'https://[::]/callback',
    'https://[::ffff:127.0.0.1]/callback',
    'https://[::ffff:0.0.0.0]/callback',
  ])('is not taken in production: %s', async (redirectUri) => {
    const { instance } = await createStage();
    expect(() => instance({ redirectUri })).not.toThrow();
    expect(() => instance({ redirectUri, development: false })).toThrow(
      /^redirectUri .*production/,
    );
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => instance({ redirectUri })).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => instance({ redirectUri, development: true })).not.toThrow();
    // The controls: the application's own is, and what only looks like this machine.
    expect(() => instance()).not.toThrow();
    for (const host of ['localhost.example', 'notlocalhost', '10.0.0.0', '[::ffff:10.0.0.1]'])
      expect(() => instance({ redirectUri: `https://${host}/callback` })).not.toThrow();
  });
});

describe('73: scopes and resources', () => {
  it('are asked for as they are given, each resource by itself, also where requests are pushed', async () => {
    const { sandbox } = await createStage();
    const { stapi } = sandbox.addresses;
    const resource = [stapi, `${stapi}/media`];
    const { browser, grants } = await createStage({ resource });
    await browser.signIn();
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
    await sandbox.tell('authorization', 'setPolicy', { par: 'off' });
    const { browser: plain, options } = await createStage({ resource });
    const begun = new URL((await plain.open(SIGN_IN)).headers.get('location') ?? '');
    await sandbox.tell('authorization', 'setPolicy', { par: 'optional' });
    expect(begun.searchParams.getAll('resource')).toEqual(resource);
    expect(begun.searchParams.get('scope')).toBe(options.scope);
    expect(grants('authorization_code')).toBe(1);
  });

  it('that nobody asked for end the sign-in, and the tokens that came of it', async () => {
    const ended: string[] = [];
    let isMore = true;
    const stage = await createStage({
      fetch: async (url, init) => {
        const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
        if (form.has('token')) ended.push(form.get('token') ?? '');
        const answer = await fetch(url, init);
        if (form.get('grant_type') !== 'authorization_code' || !isMore) return answer;
        const { scope, ...rest } = JSON.parse(await answer.text());
        return Response.json({ ...rest, scope: `${scope} videos:write` });
      },
    });
    const { browser, events } = stage;
    expect((await browser.signIn()).status).toBe(502);
    expect([browser.cookies.has(SESSION_COOKIE), ended.length]).toEqual([false, 1]);
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'sign-in-failed', code: 'vendor_response' },
      error: expect.objectContaining({ message: expect.stringContaining('in scope') }),
    });
    // The controls: listed, or not given, it is no more than was asked for.
    const scope = 'openid profile videos:read videos:play videos:write';
    const listed = new Browser(() => stage.instance({ scope }));
    isMore = false;
    expect((await listed.signIn()).status).toBe(303);
    expect((await browser.signIn()).status).toBe(303);
    expect(ended).toHaveLength(1);
  });

  it('that the answer leaves out are those that were asked for', async () => {
    const { browser, sessions } = await createStage({
      scope: 'openid videos:play',
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!JSON.stringify(url).endsWith('/token"')) return answer;
        const { scope: _left, ...rest } = JSON.parse(await answer.text());
        return Response.json(rest, { status: answer.status });
      },
    });
    await browser.signIn();
    expect((await sessions.read(browser.request()))?.scopes).toEqual(['openid', 'videos:play']);
  });
});

describe('the cookies of a sign-in', () => {
  it('A65 are taken from this host alone, and from no script: their names say so to browsers', async () => {
    const { browser } = await createStage();
    await browser.signIn();
    expect([...browser.cookies.keys()].toSorted()).toEqual([SESSION_COOKIE, SIGN_IN_COOKIE]);
    for (const name of browser.cookies.keys()) {
      expect(name).toMatch(/^__Host-Http-/);
      // What the prefix asks for; a browser refuses the cookie otherwise.
      expect(browser.rulesOf(name)).toMatch(/^; Path=\/; HttpOnly; Secure; /);
      expect(browser.rulesOf(name)).not.toContain('Domain');
    }
  });
});

describe('A77: an authorization server that insists on proofs of possession', () => {
  it('refuses the sign-in, for a reason that the operator hears', async () => {
    const { browser, sandbox, events } = await createStage();
    await sandbox.tell('authorization', 'setPolicy', { dpop: 'required' });
    const answer = await browser.signIn();
    await sandbox.tell('authorization', 'setPolicy', { dpop: 'optional' });
    expect([answer.status, browser.cookies.has(SESSION_COOKIE)]).toEqual([502, false]);
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed', code: 'invalid_grant' });
    // The control: where it does not, there are Bearer tokens.
    expect((await browser.signIn()).status).toBe(303);
  });
});
