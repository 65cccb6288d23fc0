import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { APP, Browser } from './stage/browser.ts';
import { register, SESSION_COOKIE, SIGNED_OUT, useStages } from './stage/stage.ts';

const createStage = useStages();
const SIGN_OUT = '/auth/sign-out';
const SESSION = '/auth/session';

describe('a sign-out', () => {
  it('A4 is not done by GET, and the session is not told by POST', async () => {
    const { browser } = await createStage();
    const got = await browser.call(SIGN_OUT, { method: 'GET' });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    const posted = await browser.call(SESSION);
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('ends the session here and its tokens there, and takes the cookie back', async () => {
    const { browser, sessions, instance, events, options, sandbox } = await createStage();
    await browser.signIn();
    const request = browser.request();
    const token = (await (await sessions.read(request))?.accessToken())?.reveal() ?? '';
    const isActive = async (): Promise<unknown> => {
      const answer = await fetch(`${sandbox.addresses.authorization}/introspect`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${options.clientId}:${String(options.clientSecret)}`)}`,
        },
        body: new URLSearchParams({ token }),
      });
      return JSON.parse(await answer.text()).active;
    };
    expect(await isActive()).toBe(true);
    const answer = await browser.call(SIGN_OUT);
    expect(await answer.json()).toEqual({ signed_out: true });
    expect(answer.headers.getSetCookie()).toEqual([
      `${SESSION_COOKIE}=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0`,
    ]);
    expect(await instance().read(request)).toBeUndefined();
    expect(await isActive()).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'signed-out', viewer: 'ada' });
    expect(await (await browser.call(SIGN_OUT)).json()).toEqual({ signed_out: true });
  });

  it('44: is done here also when the authorization server fails, and the audit hears of that', async () => {
    const { browser, sessions, sandbox, events } = await createStage();
    await browser.signIn();
    await sandbox.addFault({
      where: { listener: 'authorization', path: '/revoke' },
      do: { action: 'status', status: 400 },
      times: 1,
    });
    const request = browser.request();
    expect((await browser.call(SIGN_OUT)).status).toBe(200);
    expect(await sessions.read(request)).toBeUndefined();
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['signed-out', 'revocation-failed']);
  });

  it('68: leads on to the sign-out there also when the tokens could not be ended', async () => {
    const { browser, sandbox, events } = await createStage({ afterSignOut: SIGNED_OUT });
    await browser.signIn();
    await sandbox.addFault({
      where: { listener: 'authorization', path: '/revoke' },
      do: { action: 'status', status: 400 },
      times: 1,
    });
    const body: unknown = await (await browser.call(SIGN_OUT)).json();
    expect(body).toEqual({ signed_out: true, continue_at: expect.stringContaining('/logout?') });
    expect(events.at(-1)).toMatchObject({ type: 'revocation-failed' });
  });

  it('44: is done here also where nothing is known of the authorization server', async () => {
    const { browser, sessions, instance, events } = await createStage();
    await browser.signIn();
    const cold = instance({
      afterSignOut: SIGNED_OUT,
      fetch: () => Promise.reject(new TypeError('no network')),
      retries: 0,
    });
    const other = new Browser(() => cold);
    for (const [name, value] of browser.cookies) other.setCookie(name, value);
    expect(await (await other.call(SIGN_OUT)).json()).toEqual({ signed_out: true });
    expect(await sessions.read(browser.request())).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'revocation-failed' });
  });

  it('68: says where the browser is signed out there, too', async () => {
    const { browser, options, sandbox } = await createStage({ afterSignOut: SIGNED_OUT });
    await browser.signIn();
    const body: unknown = await (await browser.call(SIGN_OUT)).json();
    const { continue_at: onwards } = body as { readonly continue_at: string };
    const url = new URL(onwards);
    expect(url.origin + url.pathname).toBe(`${sandbox.addresses.authorization}/logout`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: options.clientId,
      id_token_hint: expect.stringMatching(/^ey/),
      post_logout_redirect_uri: SIGNED_OUT,
    });
    expect((await browser.open(onwards)).status).toBe(200);
  });

  it('40: stays done when a refresh lands after it: what that got is ended, too', async () => {
    const revoked: string[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => {};
    const refreshing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { browser, sessions, clock } = await createStage({
      fetch: async (url, init) => {
        const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
        if (form.has('token')) revoked.push(form.get('token') ?? '');
        const answer = await fetch(url, init);
        if (form.get('grant_type') !== 'refresh_token') return answer;
        begun();
        await held;
        return answer;
      },
    });
    await browser.signIn();
    clock.advance(600_000);
    const session = await sessions.read(browser.request());
    const token = session?.accessToken();
    await refreshing;
    const request = browser.request();
    await browser.call(SIGN_OUT);
    release();
    expect(await token).toBeUndefined();
    expect(await sessions.read(request)).toBeUndefined();
    expect(new Set(revoked).size).toBe(2);
  });
});

describe('who is signed in', () => {
  it('is told without a token or an id, and must not be kept', async () => {
    const { browser, sessions, clock } = await createStage({ claims: ({ name }) => ({ name }) });
    expect(await (await browser.call(SESSION, { method: 'GET' })).json()).toEqual({
      signed_in: false,
    });
    await browser.signIn();
    const answer = await browser.call(SESSION, { method: 'GET' });
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({
      ...{ signed_in: true, viewer: 'ada', claims: {} },
      expires_in: 86_400,
      issued_at: Math.floor(clock.now() / 1000),
    });
    const session = await sessions.read(browser.request());
    expect(text).not.toContain((await session?.accessToken())?.reveal());
    expect(text).not.toContain(browser.cookies.get(SESSION_COOKIE));
    // 70 A79 A80 A81 A83
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Origin, Sec-Fetch-Site, Cookie',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "frame-ancestors 'none'",
    });
  });
});

describe('S11: without the store', () => {
  it('everything is 503 with a code, nothing is open, and all goes on when it is back', async () => {
    const stage = await createStage();
    let isDown = false;
    const guarded =
      <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
      (...args: Args): Promise<T> =>
        isDown ? Promise.reject(new Error(`canary ${String(args)}`)) : work(...args);
    const { get, set, delete: remove, replace, add } = stage.store;
    const store = {
      get: guarded(get),
      set: guarded(set),
      delete: guarded(remove),
      replace: guarded(replace),
      add: guarded(add),
    };
    const sessions = stage.instance({ store });
    const browser = new Browser(() => sessions);
    await browser.signIn();
    const request = browser.request();
    isDown = true;
    const down = { code: 'store_unavailable', message: expect.not.stringContaining('canary') };
    await expect(sessions.read(request)).rejects.toMatchObject(down);
    await expect(sessions.isRevoked('ada', 0)).rejects.toMatchObject(down);
    await expect(sessions.revokeAll('ada')).rejects.toMatchObject(down);
    for (const answer of [
      await browser.call(SESSION, { method: 'GET' }),
      await browser.call(SIGN_OUT),
    ])
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'server_error' }),
      ]);
    const begun = await browser.open(`${APP}/auth/sign-in`);
    expect([begun.status, await begun.text()]).toEqual([
      503,
      expect.stringContaining('store_unavailable'),
    ]);
    isDown = false;
    expect(await sessions.read(request)).toMatchObject({ viewer: 'ada' });
  });
});

describe('what is logged', () => {
  it('X4 A54: holds no cookie, code, state, token or secret, whatever happens', async () => {
    const calls: unknown[] = [];
    const tokens: string[] = [];
    const { browser, events, sessions, options, clock, sandbox } = await createStage({
      onCall: (call) => calls.push(call),
      afterSignOut: SIGNED_OUT,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        const text = await answer.clone().text();
        for (const [, token = ''] of text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g))
          tokens.push(token);
        return answer;
      },
    });
    const arrived = await browser.signIn('?returnTo=/films');
    const secrets = new Set([...browser.cookies.values(), String(options.clientSecret), ...tokens]);
    expect(tokens).toHaveLength(3);
    // 70 A70: nor does the page that the viewer arrives at.
    expect(arrived.headers.get('location')).toBe(`${APP}/films`);
    expect(arrived.headers.get('referrer-policy')).toBe('no-referrer');
    for (const address of browser.history)
      for (const name of ['code', 'state', 'nonce', 'code_challenge'])
        secrets.add(new URL(address).searchParams.get(name) ?? 'absent');
    const session = await sessions.read(browser.request());
    const token = await session?.accessToken();
    secrets.add(token?.reveal() ?? 'absent');
    clock.advance(600_000);
    await sandbox.addFault({
      where: { listener: 'authorization', path: '/token' },
      do: { action: 'status', status: 500, body: 'canary' },
      times: 1,
    });
    const error: unknown = await session?.accessToken().catch((reason: unknown) => reason);
    await browser.call(SIGN_OUT);
    await browser.open(`${APP}/auth/callback?state=canary&code=canary`);
    secrets.add('canary').delete('absent');
    const logged = inspect([events, calls, error], { depth: 9, maxArrayLength: null });
    expect(events.length).toBeGreaterThan(3);
    for (const hidden of secrets) expect(logged).not.toContain(hidden);
  });

  it('what cannot be audited is not done', async () => {
    const { browser } = await createStage({
      audit: ({ type }) => {
        if (type === 'signed-in') throw new Error('disk full');
      },
    });
    expect((await browser.signIn()).status).toBe(500);
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
  });
});

describe('back-channel sign-out', () => {
  it('is registered with the authorization server by its own address', async () => {
    const { sandbox } = await createStage();
    const registered = await register(sandbox, {
      backchannelLogoutUri: 'http://127.0.0.1:9/logout',
    });
    expect(registered.clientId).toMatch(/^sandbox_app_/);
  });
});

describe('the package', () => {
  it('names no concrete Redis client in its sources', () => {
    const store = readFileSync(new URL('../src/redis/redis-store.ts', import.meta.url), 'utf8');
    expect(store).not.toMatch(/from '(?:redis|ioredis)'/);
  });
});
