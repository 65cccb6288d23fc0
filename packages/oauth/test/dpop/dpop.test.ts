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

test('62, A77: the same token as a Bearer is refused, and so is another key', async () => {
  const tokens: string[] = [];
  const spy: Partial<OAuthOptions> = {
    ...withUserinfo(),
    environment: {
      fetch: (input, init) => {
        if (input instanceof Request) tokens.push(input.headers.get('authorization') ?? '');
        return fetch(input, init);
      },
    },
  };
  const { oauth } = await signIn(server, realTab(server, dpop), { more: spy });
  await oauth.fetch(userinfo());
  const [token = ''] = tokens;
  expect(token).toMatch(/^DPoP /);
  const bearer = { headers: { Authorization: token.replace('DPoP', 'Bearer') } };
  expect((await fetch(userinfo(), bearer)).status).toBe(401);
  await expect(oauth.token()).rejects.toMatchObject({ code: 'token_bound' });
});

test('62: the key survives a reload, and the refresh token in the store goes on with it', async () => {
  const kept = { ...dpop, refreshToken: 'indexeddb' } as const;
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
  expect(events).toContainEqual({ type: 'not_stored', what: 'dpop_key' });
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
  const kept = { ...withUserinfo(), refreshToken: 'indexeddb' } as const;
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
