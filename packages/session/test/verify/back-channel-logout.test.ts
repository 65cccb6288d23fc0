import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SessionOptions } from '../../src/index.ts';
import { Browser } from '../stage/browser.ts';
import { register, useStages } from '../stage/stage.ts';
import type { Stage } from '../stage/stage.ts';

const createStage = useStages();
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const ADDRESS = 'https://app.example/auth/back-channel-logout';
const KEYS = await generateKeyPair('RS256');
const OTHER_KEYS = await generateKeyPair('RS256');

const form = (token: string, init: RequestInit = {}): Request =>
  new Request(ADDRESS, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
    ...init,
  });

/** A stage whose authorization server publishes the keys of this test, too. */
async function stageWithKeys(options: Partial<SessionOptions> = {}): Promise<Stage> {
  const jwk = { ...(await exportJWK(KEYS.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  return createStage({
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if (!JSON.stringify(url).includes('/jwks')) return answer;
      const { keys } = JSON.parse(await answer.text());
      return Response.json({ keys: [...keys, jwk] });
    },
    ...options,
  });
}

interface Bent {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: CryptoKey | Uint8Array;
}

/** A good logout token for ada, bent as asked. */
function tokenFor({ options, clock }: Stage, { claims = {}, header = {}, key }: Bent = {}) {
  const now = Math.floor(clock.now() / 1000);
  return new SignJWT({
    iss: options.issuer,
    aud: options.clientId,
    sub: 'ada',
    ...{ iat: now, exp: now + 120, jti: crypto.randomUUID(), events: { [EVENT]: {} } },
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'logout+jwt', ...header })
    .sign(key ?? KEYS.privateKey);
}

describe('the word of the authorization server that somebody signed out', () => {
  it('ends the one session that it names, when oidc-provider says it', async () => {
    const heard: Request[] = [];
    const answers: number[] = [];
    const stage = await createStage();
    const { options } = stage;
    const listener = serve(
      {
        hostname: '127.0.0.1',
        port: 0,
        fetch: async (request) => {
          heard.push(request);
          const answer = await sessions.backChannelLogout(request);
          answers.push(answer.status);
          return answer;
        },
      },
      undefined,
    );
    onTestFinished(() => {
      listener.close();
    });
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const client = await register(stage.sandbox, {
      backchannelLogoutUri: `http://127.0.0.1:${port}/`,
    });
    const sessions = stage.instance(client);
    const [here, elsewhere] = [new Browser(() => sessions), new Browser(() => sessions)];
    await here.signIn();
    await elsewhere.signIn();
    const [left, stays] = [here.request(), elsewhere.request()];
    // What a sign-out at another application leads to: the person ends the session there.
    const page = await (await here.open(`${options.issuer}/logout`)).text();
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
    await here.submit(action, { xsrf, logout: 'yes' });
    expect([heard.length, answers]).toEqual([1, [200]]);
    expect(await sessions.read(left)).toBeUndefined();
    expect(await sessions.read(stays)).toMatchObject({ viewer: 'ada' });
    expect(stage.events.at(-1)).toMatchObject({ type: 'revoked', viewer: 'ada' });
  });

  it('ends all sessions of a viewer when it names none, but not those of others, and works once', async () => {
    const stage = await stageWithKeys();
    const { sessions, browser } = stage;
    const grace = new Browser(() => sessions);
    await browser.signIn();
    await grace.signIn('', { user: 'grace' });
    const token = await tokenFor(stage);
    expect((await sessions.backChannelLogout(form(token))).status).toBe(200);
    expect(await sessions.read(browser.request())).toBeUndefined();
    expect(await sessions.read(grace.request())).toBeDefined();
    stage.clock.advance(1000);
    await browser.signIn();
    expect((await sessions.backChannelLogout(form(token))).status).toBe(200);
    expect(await sessions.read(browser.request())).toBeDefined();
  });

  it.each<[string, Bent]>([
    ['A21 no signature', { header: { alg: 'none' } }],
    ['A22 a shared secret', { header: { alg: 'HS256' }, key: new TextEncoder().encode('x') }],
    ['the key of somebody else', { key: OTHER_KEYS.privateKey }],
    ['A24 an unknown key', { header: { kid: '../../dev/null' } }],
    ['A27 no end', { claims: { exp: undefined } }],
    ['A27 an end that is over', { claims: { exp: 1 } }],
    ['A27 an age of an hour', { claims: { iat: Math.floor(Date.now() / 1000) - 3600 } }],
    ['A29 another issuer', { claims: { iss: 'https://evil.example' } }],
    ['A29 another audience', { claims: { aud: 'other' } }],
    ['A31 what it calls critical', { header: { crit: ['exp'] } }],
    ['A32 the type of another token', { header: { typ: 'at+jwt' } }],
    ['A32 the nonce of an ID token', { claims: { nonce: 'x' } }],
    ['no event', { claims: { events: {} } }],
    ['another event', { claims: { events: { 'http://other.example': {} } } }],
    ['nobody named', { claims: { sub: undefined } }],
    ['no id', { claims: { jti: undefined } }],
  ])('does not count with %s', async (_what, bent) => {
    const stage = await stageWithKeys();
    await stage.browser.signIn();
    const good = await tokenFor(stage);
    const { header = {} } = bent;
    const alg = header['alg'];
    const bad =
      alg === 'none'
        ? `${Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString('base64url')}.${good.split('.')[1]}.`
        : await tokenFor(stage, header['crit'] === undefined ? bent : {}).then((token) =>
            header['crit'] === undefined ? token : withCritical(token),
          );
    const answer = await stage.sessions.backChannelLogout(form(bad));
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_request' }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await stage.sessions.read(stage.browser.request())).toBeDefined();
    expect(stage.events.at(-1)).toMatchObject({ type: 'logout-refused' });
    // The control: the good one counts.
    expect((await stage.sessions.backChannelLogout(form(good))).status).toBe(200);
    expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
  });

  it('A23 fetches no key from where a token says it is', async () => {
    const asked: string[] = [];
    const stage = await createStage({
      fetch: (url, init) => {
        asked.push(JSON.stringify(url));
        return fetch(url, init);
      },
    });
    const token = await tokenFor(stage, {
      header: { kid: undefined, jku: 'https://evil.example/keys', x5u: 'https://evil.example/x' },
    });
    expect((await stage.sessions.backChannelLogout(form(token))).status).toBe(400);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.join()).not.toContain('evil');
  });

  it.each<[number, RequestInit]>([
    [405, { method: 'PUT' }],
    [415, { headers: { 'content-type': 'application/json' } }],
    [413, { body: `logout_token=${'x'.repeat(20_000)}` }],
    [400, { body: 'logout_token=a&logout_token=b' }],
    [400, { body: '' }],
  ])('is %s when it is told otherwise', async (status, init) => {
    const { sessions } = await createStage();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = form('x', { headers, ...init });
    expect((await sessions.backChannelLogout(request)).status).toBe(status);
  });

  it('S11: is 503 while the store is down, so that it is said again', async () => {
    const stage = await stageWithKeys();
    const down = () => Promise.reject(new Error('down'));
    const sessions = stage.instance({
      store: { get: down, set: down, delete: down, replace: down, add: down },
    });
    expect((await sessions.backChannelLogout(form(await tokenFor(stage)))).status).toBe(503);
  });

  it('is done once when it is said twice at once', async () => {
    const stage = await stageWithKeys();
    await stage.browser.signIn();
    let marks = 0;
    const held = Promise.withResolvers<void>();
    const marked = Promise.withResolvers<void>();
    const sessions = stage.instance({
      store: {
        ...stage.store,
        async set(key, ...rest) {
          if (key.startsWith('revoked:')) {
            marks += 1;
            marked.resolve();
            await held.promise;
          }
          return stage.store.set(key, ...rest);
        },
      },
    });
    const token = await tokenFor(stage);
    const first = sessions.backChannelLogout(form(token));
    await marked.promise;
    // Another instance, which looks while the first is at it.
    const looked = Promise.withResolvers<void>();
    const other = stage.instance({
      store: {
        ...stage.store,
        async get(key) {
          if (key.startsWith('logout:')) looked.resolve();
          return stage.store.get(key);
        },
        async set(key, ...rest) {
          if (key.startsWith('revoked:')) marks += 1;
          return stage.store.set(key, ...rest);
        },
      },
    });
    const second = other.backChannelLogout(form(token));
    await looked.promise;
    held.resolve();
    expect([(await first).status, (await second).status, marks]).toEqual([200, 200, 1]);
    expect(stage.events.filter(({ type }) => type === 'revoked')).toHaveLength(1);
    // The control: another token for the same viewer is another matter.
    expect((await other.backChannelLogout(form(await tokenFor(stage)))).status).toBe(200);
    expect(marks).toBe(2);
  });

  it('is done by another instance when the first died at it', async () => {
    const stage = await stageWithKeys();
    await stage.browser.signIn();
    const claimed = Promise.withResolvers<void>();
    const dying = stage.instance({
      audit: () => {
        claimed.resolve();
        return new Promise<never>(() => {});
      },
    });
    const token = await tokenFor(stage);
    void dying.backChannelLogout(form(token));
    await claimed.promise;
    stage.clock.advance(25_000);
    expect((await stage.sessions.backChannelLogout(form(token))).status).toBe(200);
    expect(stage.events.at(-1)).toMatchObject({ type: 'revoked' });
  });

  it('is done when it is said again, if the store or the audit failed in the middle of it', async () => {
    const stage = await stageWithKeys();
    let fails: 'store' | 'audit' | 'nothing' = 'nothing';
    const sessions = stage.instance({
      store: {
        ...stage.store,
        set: (...written) =>
          fails === 'store' ? Promise.reject(new Error('down')) : stage.store.set(...written),
      },
      audit: () => {
        if (fails === 'audit') throw new Error('disk full');
      },
    });
    for (const what of ['store', 'audit'] as const) {
      await stage.browser.signIn();
      const token = await tokenFor(stage);
      fails = what;
      expect((await sessions.backChannelLogout(form(token))).status).toBe(
        what === 'store' ? 503 : 500,
      );
      fails = 'nothing';
      expect((await sessions.backChannelLogout(form(token))).status).toBe(200);
      expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
      stage.clock.advance(1000);
      await stage.browser.signIn();
      // The control: once it was done, it is not done again.
      expect((await sessions.backChannelLogout(form(token))).status).toBe(200);
      expect(await stage.sessions.read(stage.browser.request())).toBeDefined();
      stage.clock.advance(1000);
    }
  });

  it('is refused with an answer of its own also where the audit fails', async () => {
    const { instance } = await createStage();
    const sessions = instance({
      audit: () => {
        throw new Error('disk full');
      },
    });
    const answer = await sessions.backChannelLogout(form('x'));
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'server_error' }]);
  });
});

/** The same token whose header says that `exp` is an extension that must be understood. */
function withCritical(token: string): string {
  const [header = '', ...rest] = token.split('.');
  const text = Buffer.from(header, 'base64url').toString().replace('{', '{"crit":["exp"],');
  return [Buffer.from(text).toString('base64url'), ...rest].join('.');
}
