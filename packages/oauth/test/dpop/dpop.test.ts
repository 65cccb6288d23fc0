import {
  allowInsecureRequests,
  DPoP,
  None,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
} from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { OAuthOptions } from '../../src/index.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { APP, Person, realServer, realTab, signIn } from '../support/real-server.ts';

const server = realServer();

const dpop = { dpop: true } as const;

/** Userinfo is the resource server here that checks proofs. */
const userinfo = (): string => `${server.issuer}/userinfo`;

const withUserinfo = (): Partial<OAuthOptions> => ({ ...dpop, urls: [userinfo()] });

const policy = (details: Record<string, unknown>) =>
  server.sandbox.tell('authorization', 'setPolicy', details);

describe.each([
  ['without nonces', { dpopNonce: false }],
  ['with nonces that the server demands', { dpopNonce: true }],
])('62, A77: DPoP %s', (_how, nonces) => {
  test('tokens are bound to the key: sign-in, fetch with a proof, refresh', async () => {
    await policy({ dpop: 'required', ...nonces });
    const { oauth } = await signIn(server, realTab(server, dpop), { more: withUserinfo() });
    const answer = await oauth.fetch(userinfo());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ sub: 'ada' });
    await server.sandbox.expireCredentials({ vendor: 'stapi' });
    const again = await oauth.fetch(userinfo());
    expect(again.status).toBe(200);
  });

  test.each([-3_600_000, 3_600_000])(
    '62: a clock that is wrong by %d ms does no harm',
    async (wrongMs) => {
      await policy({ dpop: 'required', ...nonces });
      const clock = { ...systemClock, now: () => Date.now() + wrongMs };
      const tab = new FakeBrowser(clock).open(`${APP}/`);
      const { oauth } = await signIn(server, realTab(server, dpop, tab), { more: withUserinfo() });
      expect((await oauth.fetch(userinfo())).status).toBe(200);
      expect(oauth.session.get()).toMatchObject({ status: 'signed-in', subject: 'ada' });
    },
  );
});

test('62, A77: the nonce is sent again exactly once: a server that never has enough is not asked for ever', async () => {
  let asked = 0;
  const { oauth } = await signIn(server, realTab(server, dpop), {
    more: {
      ...withUserinfo(),
      environment: {
        fetch: (input, init) => {
          if (!(input instanceof Request)) return fetch(input, init);
          asked += 1;
          const headers = {
            'WWW-Authenticate': 'DPoP error="use_dpop_nonce"',
            'DPoP-Nonce': `n-${asked}`,
          };
          return Promise.resolve(new Response(null, { status: 401, headers }));
        },
      },
    },
  });
  expect((await oauth.fetch(userinfo())).status).toBe(401);
  expect(asked).toBe(2);
});

test('62, A77: the proof is for this method, address and token, and its key cannot be exported', async () => {
  const proofs: string[] = [];
  const tab = new FakeBrowser().open(`${APP}/`);
  const { oauth } = await signIn(server, realTab(server, dpop, tab), {
    more: {
      ...withUserinfo(),
      environment: {
        fetch: (input, init) => {
          if (input instanceof Request) proofs.push(input.headers.get('dpop') ?? '');
          return fetch(input, init);
        },
      },
    },
  });
  await oauth.fetch(`${userinfo()}?secret=1`);
  const [header, payload] = (proofs[0] ?? '')
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  expect(JSON.parse(header ?? '')).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' });
  expect(JSON.parse(payload ?? '')).toMatchObject({
    ...{ htm: 'GET', htu: userinfo() },
    ath: expect.stringMatching(/^[\w-]{43}$/),
  });
  const [pair] = [...tab.browser.database.values].flatMap(([key, value]) =>
    key.endsWith(' dpop') ? [value as CryptoKeyPair] : [],
  );
  expect(pair?.privateKey.extractable).toBe(false);
});

/** What goes to the resource server: the token, and the proof beside it. */
interface Sent {
  readonly authorization: string;
  readonly dpop: string;
}

/** Signed in, with a look at what is sent. */
async function watched() {
  let last: Sent = { authorization: '', dpop: '' };
  let isStolen = false;
  const more: Partial<OAuthOptions> = {
    ...withUserinfo(),
    environment: {
      fetch: async (input, init) => {
        if (!(input instanceof Request)) return fetch(input, init);
        const of = (name: string): string => input.headers.get(name) ?? '';
        last = { authorization: of('authorization'), dpop: of('dpop') };
        return isStolen ? new Response() : fetch(input, init);
      },
    },
  };
  const { oauth } = await signIn(server, realTab(server, dpop), { more });
  return {
    /** Sends a request, and gives what went with it. */
    async send(): Promise<Sent> {
      isStolen = false;
      expect((await oauth.fetch(userinfo())).status).toBe(200);
      return last;
    },
    /** The same, but it never gets there. */
    async steal(): Promise<Sent> {
      isStolen = true;
      await oauth.fetch(userinfo());
      return last;
    },
    token: oauth.token,
  };
}

const statusOf = async (headers: Sent, { method = 'GET', at = userinfo() } = {}): Promise<number> =>
  (await fetch(at, { method, headers: { ...headers } })).status;

test('A77: a stolen token is of no use as a Bearer, or with a proof of another key', async () => {
  const [viewer, thief] = [await watched(), await watched()];
  const { authorization } = await viewer.send();
  expect(authorization).toMatch(/^DPoP /);
  const bearer = { headers: { authorization: authorization.replace('DPoP', 'Bearer') } };
  expect((await fetch(userinfo(), bearer)).status).toBe(401);
  expect(await statusOf({ ...(await thief.steal()), authorization })).toBe(401);
  await expect(viewer.token()).rejects.toMatchObject({ code: 'token_bound' });
});

test('A77: a stolen proof is good once, for its method, address and token', async () => {
  const { steal, send } = await watched();
  expect(await statusOf(await steal(), { method: 'POST' })).toBe(401);
  const at = userinfo().replace('127.0.0.1', 'localhost');
  expect(await statusOf(await steal(), { at })).toBe(401);
  const stolen = await steal();
  // Control: all of them were good.
  expect(await statusOf(stolen)).toBe(200);
  expect(await statusOf(stolen)).toBe(401);
  const { dpop: before, authorization } = await steal();
  await server.sandbox.expireCredentials({ vendor: 'stapi' });
  const next = await send();
  expect(next.authorization).not.toBe(authorization);
  expect(await statusOf({ ...next, dpop: before })).toBe(401);
});

test('A77: a proof without the nonce that the server demands is refused, and with it it is not', async () => {
  const { send } = await watched();
  const { authorization } = await send();
  await policy({ dpopNonce: true });
  const next = await send();
  expect(next.authorization).toBe(authorization);
  const [, payload = ''] = next.dpop.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    nonce: expect.any(String),
  });
});

test('62: the key survives a reload, and the refresh token in the store goes on with it', async () => {
  const kept = { ...dpop, refreshTokenStorage: 'indexeddb' } as const;
  const first = await signIn(server, realTab(server, kept), { more: kept });
  const reloaded = realTab(server, { ...kept, urls: [userinfo()] }, first.tab);
  first.oauth.dispose();
  expect((await reloaded.oauth.fetch(userinfo())).status).toBe(200);
});

test('62: where no key can be stored it lives in memory, and that is told', async () => {
  const { tab, oauth, events } = realTab(server, { ...dpop, urls: [userinfo()] });
  tab.browser.database.before = () => {
    throw new DOMException('no keys here', 'DataCloneError');
  };
  await oauth.signIn.redirect();
  expect(await oauth.callback(await new Person().comeBack(tab.wentTo ?? ''))).toBeDefined();
  expect((await oauth.fetch(userinfo())).status).toBe(200);
  expect(events).toContainEqual({ type: 'not-stored', what: 'dpop_key' });
});

test('62: a refresh token whose key dies with this page is not left to tabs that have another key', async () => {
  const kept = { ...withUserinfo(), refreshTokenStorage: 'indexeddb' } as const;
  const browser = new FakeBrowser();
  browser.database.before = (key) => {
    if (key.endsWith(' dpop')) throw new DOMException('no keys here', 'DataCloneError');
  };
  const one = await signIn(server, realTab(server, kept, browser.open(`${APP}/`)), { more: kept });
  expect(one.events).toContainEqual({ type: 'not-stored', what: 'refresh_token' });
  expect(browser.database.values.size).toBe(0);
  const other = realTab(server, kept, browser.open(`${APP}/`));
  await other.oauth.fetch(userinfo());
  expect(other.oauth.session.get().status).toBe('signed-out');
  await server.sandbox.expireCredentials({ vendor: 'stapi' });
  expect((await one.oauth.fetch(userinfo())).status).toBe(200);
});

test('62: without a stored key the sign-in is not bound to it, so that the page that comes back can finish it', async () => {
  const first = realTab(server, dpop);
  const broken = (): never => {
    throw new DOMException('no keys here', 'DataCloneError');
  };
  first.tab.browser.database.before = broken;
  const { result, oauth } = await signIn(server, first, { more: withUserinfo() });
  expect(result?.status).toBe('signed-in');
  expect((await oauth.fetch(userinfo())).status).toBe(200);
});

test('62: invalid_grant with a nonce beside it is no nonce error: it is not sent twice', async () => {
  await policy({ dpopNonce: true });
  const { oauth } = await signIn(server, realTab(server, dpop), { more: withUserinfo() });
  expect((await oauth.fetch(userinfo())).status).toBe(200);
  const before = await server.asked();
  await server.sandbox.tell('authorization', 'revokeGrants', {});
  expect((await oauth.fetch(userinfo())).status).toBe(401);
  expect((await server.asked()) - before).toBe(1);
  expect(oauth.session.get()).toMatchObject({ error: { code: 'session_lost' } });
});

test('not_bound: a server that gives a plain token where a bound one was asked for is refused', async () => {
  await policy({ dpop: 'off' });
  const { tab, oauth } = realTab(server, dpop);
  await oauth.signIn.redirect();
  const back = await new Person().comeBack(tab.wentTo ?? '');
  await expect(oauth.callback(back)).rejects.toMatchObject({ code: 'not_bound' });
});

test('62: the clock of the ID token counts from the server’s, too, where no Date can be read', async () => {
  const clock = { ...systemClock, now: () => Date.now() - 7_200_000 };
  const undated: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const headers = new Headers(response.headers);
    headers.delete('date');
    return new Response(response.body, { status: response.status, headers });
  };
  const more = { environment: { fetch: undated } };
  const tab = new FakeBrowser(clock).open(`${APP}/`);
  const { result } = await signIn(server, realTab(server, more, tab), { more });
  expect(result?.status).toBe('signed-in');
  const ahead = { ...systemClock, now: () => Date.now() + 7_200_000 };
  const late = new FakeBrowser(ahead).open(`${APP}/`);
  const second = await signIn(server, realTab(server, more, late), { more });
  expect(second.result?.status).toBe('signed-in');
});

test('62, 41: after a sign-out and a sign-in in another tab, this one uses the new key', async () => {
  const kept = { ...withUserinfo(), refreshTokenStorage: 'indexeddb' } as const;
  const browser = new FakeBrowser();
  const one = await signIn(server, realTab(server, kept, browser.open(`${APP}/`)), { more: kept });
  const two = realTab(server, kept, browser.open(`${APP}/`));
  expect((await two.oauth.fetch(userinfo())).status).toBe(200);
  await one.oauth.signOut();
  const again = await signIn(server, realTab(server, kept, one.tab), { more: kept });
  again.oauth.dispose();
  again.tab.kill();
  expect((await two.oauth.fetch(userinfo())).status).toBe(200);
  expect(two.oauth.session.get()).toMatchObject({ status: 'signed-in' });
});

test('62: a key that cannot be made is asked for again, and two that ask at once have the same', async () => {
  let made = 0;
  const makeKeyPair = (): Promise<CryptoKeyPair> => {
    made += 1;
    return made === 1
      ? Promise.reject(new DOMException('not now', 'OperationError'))
      : crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
          'sign',
          'verify',
        ]);
  };
  const { tab, oauth } = realTab(server, { ...dpop, environment: { makeKeyPair } });
  tab.browser.database.before = () => {
    throw new DOMException('no keys here', 'DataCloneError');
  };
  await expect(oauth.signIn.redirect()).rejects.toMatchObject({ code: 'insecure_context' });
  await Promise.all([oauth.signIn.redirect(), oauth.signIn.redirect()]);
  expect(made).toBe(2);
});

test('62, 63, 57, A67, A74: all at once: proofs with nonces, pushed requests, rotation, and the issuer', async () => {
  await policy({ dpop: 'required', dpopNonce: true, par: 'required' });
  const kept = { ...withUserinfo(), refreshTokenStorage: 'indexeddb' } as const;
  const browser = new FakeBrowser();
  const first = realTab(server, kept, browser.open(`${APP}/`));
  await first.oauth.signIn.redirect();
  const back = await new Person().comeBack(first.tab.wentTo ?? '');
  const wrong = new URL(back);
  wrong.searchParams.set('iss', 'https://evil.example');
  await expect(first.oauth.callback(wrong.href)).rejects.toMatchObject({ code: 'issuer_mismatch' });
  expect(await server.asked()).toBe(0);

  const one = await signIn(server, realTab(server, kept, browser.open(`${APP}/`)), { more: kept });
  const tabs = [one, ...[1, 2].map(() => realTab(server, kept, browser.open(`${APP}/`)))];
  const used = refreshTokenIn(browser);
  for (let round = 0; round < 2; round += 1) {
    await server.sandbox.expireCredentials({ vendor: 'stapi' });
    const answers = await Promise.all(tabs.map(({ oauth }) => oauth.fetch(userinfo())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  }
  const { entries } = await server.sandbox.journal();
  const grants = entries.filter(({ path, status }) => path === '/token' && status === 200);
  expect(grants).toHaveLength(1 + 2);

  // Somebody with the key uses the first refresh token again: that ends the whole family.
  await reuse(browser, used);
  const answers = await Promise.all(tabs.map(({ oauth }) => oauth.fetch(userinfo())));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  for (const { oauth } of tabs)
    expect(oauth.session.get()).toMatchObject({ error: { code: 'session_lost' } });
});

const storedIn = (browser: FakeBrowser, name: string): unknown =>
  [...browser.database.values].find(([key]) => key.endsWith(` ${name}`))?.[1];

const refreshTokenIn = (browser: FakeBrowser): string =>
  String(Reflect.get(Object(storedIn(browser, 'session')), 'refresh'));

async function reuse(browser: FakeBrowser, token: string): Promise<void> {
  const client = { client_id: server.clientId };
  const handle = DPoP({}, storedIn(browser, 'dpop') as CryptoKeyPair);
  const as = { issuer: server.issuer, token_endpoint: `${server.issuer}/token` };
  const how = { DPoP: handle, [allowInsecureRequests]: true };
  const ask = () => refreshTokenGrantRequest(as, client, None(), token, how);
  // The first brings the nonce.
  await processRefreshTokenResponse(as, client, await ask()).catch(() => {});
  const answer = processRefreshTokenResponse(as, client, await ask());
  await expect(answer).rejects.toMatchObject({ error: 'invalid_grant' });
}
