import { verify, createPublicKey } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import type { Application } from './visitor.ts';
import {
  codeOf,
  exchange,
  post,
  REDIRECT_URI,
  refresh,
  register,
  tokens,
  visitor,
} from './visitor.ts';

const discovery = async (sandbox: UnderTest) =>
  (await fetch(`${sandbox.addresses.authorization}/.well-known/openid-configuration`)).json();

/** Signs ada in, and gets her tokens. */
async function signedIn(sandbox: UnderTest, application: Application, query = {}) {
  const callback = await visitor(sandbox).signIn(application, query);
  return tokens(exchange(sandbox, application, codeOf(callback)));
}

const videos = (sandbox: UnderTest, token: string): Promise<number> =>
  statusOf(`${sandbox.addresses.stapi}/v1/videos`, bearer(token));

describe('STA-E1: the endpoints', () => {
  test('discovery names them, at the listener’s own address', async () => {
    const sandbox = await sandboxUnderTest();
    const at = sandbox.addresses.authorization;
    expect(await discovery(sandbox)).toMatchObject({
      issuer: at,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      revocation_endpoint: `${at}/revoke`,
      introspection_endpoint: `${at}/introspect`,
      pushed_authorization_request_endpoint: `${at}/par`,
      end_session_endpoint: `${at}/logout`,
      jwks_uri: `${at}/jwks`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  test('a code comes back with state and issuer, and gets tokens for what was asked', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const callback = await visitor(sandbox).signIn(application);
    expect(callback.href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
    expect(callback.searchParams.get('state')).toBe('state-1');
    expect(callback.searchParams.get('iss')).toBe(sandbox.addresses.authorization);
    const answer = await tokens(exchange(sandbox, application, codeOf(callback)));
    expect(answer).toMatchObject({
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'openid videos:read videos:play',
    });
    expect(await videos(sandbox, answer.access_token)).toBe(200);
  });

  test('the ID token is signed by a key of the JWKS', async () => {
    const sandbox = await sandboxUnderTest();
    const { id_token: token } = await signedIn(sandbox, await register(sandbox));
    const { keys } = await (await fetch(`${sandbox.addresses.authorization}/jwks`)).json();
    const [header, payload, signature = ''] = token.split('.');
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    const isGood = verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${payload}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
    expect(isGood).toBe(true);
    expect(keys[0]).not.toHaveProperty('d');
  });

  test('a refresh token gets new tokens', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const first = await signedIn(sandbox, application);
    const second = await tokens(refresh(sandbox, application, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await videos(sandbox, second.access_token)).toBe(200);
  });

  test('client credentials get a token for the scopes that were asked', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const answer = await tokens(post(sandbox, '/token', order));
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'videos:read' });
    expect(answer.refresh_token).toBeUndefined();
  });

  test('a revoked token opens nothing and is inactive', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const { access_token: token } = await tokens(post(sandbox, '/token', order));
    const introspect = async () => (await post(sandbox, '/introspect', { token })).json();
    expect(await introspect()).toMatchObject({ active: true, scope: 'videos:read' });
    expect((await post(sandbox, '/revoke', { token })).status).toBe(200);
    expect(await introspect()).toEqual({ active: false });
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('revoking the refresh token ends the access tokens of its grant too', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const answer = await signedIn(sandbox, application);
    await post(sandbox, '/revoke', { token: answer.refresh_token }, application);
    expect(await videos(sandbox, answer.access_token)).toBe(401);
    const again = await refresh(sandbox, application, answer.refresh_token);
    expect(again.status).toBe(400);
  });

  test('signing out asks, ends the session and returns to where the application registered', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox, { postLogoutRedirectUris: ['http://localhost/'] });
    const person = visitor(sandbox);
    const { id_token: hint, refresh_token: token } = await tokens(
      exchange(sandbox, application, codeOf(await person.signIn(application))),
    );
    const query = new URLSearchParams({
      id_token_hint: hint,
      post_logout_redirect_uri: 'http://localhost/',
    });
    const page = await (await person.visit(`/logout?${query}`)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const done = await person.visit('/logout/confirm', { xsrf, logout: 'yes' });
    expect(done.headers.get('location')).toBe('http://localhost/');
    const silent = await person.authorize(application, { prompt: 'none' });
    expect(silent.headers.get('location')).toContain('error=login_required');
    expect((await refresh(sandbox, application, token)).status).toBe(400);
  });

  test('a signed-in person is not asked twice, and prompt=none asks nobody', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const person = visitor(sandbox);
    const stranger = await person.authorize(application, { prompt: 'none' });
    expect(stranger.headers.get('location')).toContain('error=login_required');
    await person.signIn(application);
    const silent = await person.authorize(application, { prompt: 'none' });
    expect(silent.headers.get('location')).toContain('code=');
  });

  test('who says no is told to the application as access_denied', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const first = await person.authorize(await register(sandbox));
    const page = first.headers.get('location') ?? '';
    const answered = await person.visit(page, { answer: 'no' });
    const back = await person.visit(answered.headers.get('location') ?? '');
    expect(back.headers.get('location')).toContain('error=access_denied');
  });

  test('its pages may not be framed, and belong to the browser that began', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const url = (await person.authorize(await register(sandbox))).headers.get('location') ?? '';
    const page = await person.visit(url);
    expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect((await visitor(sandbox).visit(url)).status).toBe(400);
    expect((await visitor(sandbox).visit(url, { login: 'ada' })).status).toBe(400);
  });

  test('a user whom nobody knows does not sign in', async () => {
    const sandbox = await sandboxUnderTest();
    const person = visitor(sandbox);
    const url = (await person.authorize(await register(sandbox))).headers.get('location') ?? '';
    expect((await person.visit(url, { login: 'mallory' })).status).toBe(400);
  });
});

describe('STA-E2: codes and refresh tokens', () => {
  test.each([
    'http://localhost:5173/callback/',
    'http://localhost:5173/callback?x=1',
    'http://localhost:5174/callback',
    'http://127.0.0.1:5173/callback',
    'https://localhost:5173/callback',
    'http://localhost:5173/Callback',
  ])('the redirect URI is compared letter by letter: %s is refused, on a page', async (uri) => {
    const sandbox = await sandboxUnderTest();
    const response = await visitor(sandbox).authorize(await register(sandbox), {
      redirect_uri: uri,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('invalid_redirect_uri');
  });

  test('the exchange must name the same redirect URI', async () => {
    const sandbox = await sandboxUnderTest();
    const other = 'http://localhost:5173/other';
    const application = await register(sandbox, { redirectUris: [REDIRECT_URI, other] });
    const code = codeOf(await visitor(sandbox).signIn(application));
    const answer = await tokens(exchange(sandbox, application, code, { redirect_uri: other }));
    expect(answer.error).toBe('invalid_grant');
  });

  test('without a challenge there is no code, unless the policy makes it optional', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const none = { code_challenge: '' };
    const refused = await visitor(sandbox).authorize(application, none);
    expect(refused.headers.get('location')).toContain('error=invalid_request');
    await sandbox.tell('authorization', 'setPolicy', { pkce: 'optional' });
    const plain = await visitor(sandbox).authorize(application, { code_challenge: '' });
    expect(plain.headers.get('location')).toMatch(/^\/interaction\//);
  });

  test('a wrong verifier and the method plain are refused', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const wrong = { code_verifier: 'w'.repeat(43) };
    expect((await tokens(exchange(sandbox, application, code, wrong))).error).toBe('invalid_grant');
    const plain = await visitor(sandbox).authorize(application, { code_challenge_method: 'plain' });
    expect(plain.headers.get('location')).toContain('error=invalid_request');
  });

  test('a code is good once; used again, it ends the tokens that it got', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const { access_token: token } = await tokens(exchange(sandbox, application, code));
    expect(await videos(sandbox, token)).toBe(200);
    const again = await tokens(exchange(sandbox, application, code));
    expect(again.error).toBe('invalid_grant');
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('of two exchanges at once, one at most gets tokens', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const both = await Promise.all([
      exchange(sandbox, application, code),
      exchange(sandbox, application, code),
    ]);
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
  });

  test.each([
    [59_999, 200],
    [60_000, 400],
  ])('a code ends after a minute of the sandbox’s clock: %i ms → %i', async (ms, status) => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    sandbox.advance(ms);
    expect((await exchange(sandbox, application, code)).status).toBe(status);
  });

  test('A74: a refresh token that was replaced ends the whole grant when it comes again', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const first = await signedIn(sandbox, application);
    const second = await tokens(refresh(sandbox, application, first.refresh_token));
    const again = await tokens(refresh(sandbox, application, first.refresh_token));
    expect(again.error).toBe('invalid_grant');
    expect(await videos(sandbox, second.access_token)).toBe(401);
    const dead = await tokens(refresh(sandbox, application, second.refresh_token));
    expect(dead.error).toBe('invalid_grant');
  });

  test('of twenty refreshes at once, one at most succeeds, and its tokens are dead', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => refresh(sandbox, application, token)),
    );
    const winners = all.filter(({ status }) => status === 200);
    expect(winners.length).toBeLessThan(2);
    for (const winner of winners)
      expect(await videos(sandbox, (await tokens(winner)).access_token)).toBe(401);
  });

  test('a grace lets a replaced refresh token through for a while', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { rotationGraceSeconds: 10 });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
    sandbox.advance(9_999);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
    sandbox.advance(1);
    expect((await refresh(sandbox, application, token)).status).toBe(400);
  });

  test('without rotation the same refresh token goes on', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { rotation: false });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    const answers = [
      await tokens(refresh(sandbox, application, token)),
      await tokens(refresh(sandbox, application, token)),
    ];
    expect(answers.map((answer) => answer.refresh_token)).toEqual([token, token]);
  });

  test('refresh tokens end by the sandbox’s clock, forwards and back', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { refreshTokenSeconds: 100, rotation: false });
    const application = await register(sandbox);
    const { refresh_token: token } = await signedIn(sandbox, application);
    await sandbox.setClock(100_000);
    expect((await refresh(sandbox, application, token)).status).toBe(400);
    await sandbox.setClock(99_999);
    expect((await refresh(sandbox, application, token)).status).toBe(200);
  });
});

describe('STA-E4: applications', () => {
  test('a public one has no secret; a confidential one’s is shown once', async () => {
    const sandbox = await sandboxUnderTest();
    const open = await register(sandbox, { name: 'Open' });
    const closed = await register(sandbox, { name: 'Closed', authMethod: 'client_secret_basic' });
    expect(open).toEqual({ clientId: expect.stringMatching(/^sandbox_app_/) });
    expect(closed.clientSecret).toMatch(/^sandbox_cs_/);
    const listed = JSON.stringify(await sandbox.tell('authorization', 'clients'));
    expect(listed).toContain(closed.clientId);
    expect(listed).not.toContain(closed.clientSecret);
  });

  test.each(['client_secret_basic', 'client_secret_post'])(
    'a confidential one proves who it is by header or by body, registered with %s',
    async (authMethod) => {
      const sandbox = await sandboxUnderTest();
      const application = await register(sandbox, { authMethod });
      const { clientId, clientSecret = '' } = application;
      const order = { grant_type: 'client_credentials', scope: 'videos:read' };
      const byBody = { ...order, client_secret: clientSecret };
      expect((await post(sandbox, '/token', order, application)).status).toBe(200);
      expect((await post(sandbox, '/token', byBody, { clientId })).status).toBe(200);
      const guessed = { ...application, clientSecret: 'wrong' };
      expect((await post(sandbox, '/token', order, guessed)).status).toBe(401);
      expect((await post(sandbox, '/token', order, { clientId })).status).toBe(401);
    },
  );

  test('a public one gets no client credentials', async () => {
    const sandbox = await sandboxUnderTest();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const answer = await tokens(post(sandbox, '/token', order, await register(sandbox)));
    expect(answer.error).toBe('invalid_request');
  });

  test('it gets no scope that it was not registered with', async () => {
    const sandbox = await sandboxUnderTest();
    const small = await register(sandbox, {
      authMethod: 'client_secret_basic',
      scopes: ['videos:read'],
    });
    const order = { grant_type: 'client_credentials', scope: 'videos:write' };
    expect((await tokens(post(sandbox, '/token', order, small))).error).toBe('invalid_scope');
  });

  test('a native one may choose its port on the loopback address, and nothing else', async () => {
    const sandbox = await sandboxUnderTest();
    const native = await register(sandbox, {
      type: 'native',
      redirectUris: ['http://127.0.0.1/callback'],
    });
    const statusFor = async (uri: string): Promise<number> =>
      (await visitor(sandbox).authorize(native, { redirect_uri: uri })).status;
    expect(await statusFor('http://127.0.0.1:49152/callback')).toBe(303);
    expect(await statusFor('http://127.0.0.1:49152/other')).toBe(400);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: '<b>' }, 'name'],
    [{ redirectUris: ['https://*.app.example/'] }, 'redirectUris'],
    [{ redirectUris: ['/callback'] }, 'redirectUris'],
    [{ redirectUris: [] }, 'redirectUris'],
    [{ type: 'spa' }, 'type'],
    [{ authMethod: 'private_key_jwt' }, 'authMethod'],
    [{ scopes: ['everything'] }, 'scopes'],
  ])('%j is refused and says why', async (details, word) => {
    const sandbox = await sandboxUnderTest();
    await expect(register(sandbox, details)).rejects.toThrow(word);
  });
});

describe('what the policy changes', () => {
  test('pushed authorization requests can be used, needed or gone', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const push = () =>
      post(
        sandbox,
        '/par',
        {
          ...{ response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' },
          ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
        },
        application,
      );
    const { request_uri: uri } = await (await push()).json();
    const pushed = { request_uri: uri };
    expect((await visitor(sandbox).authorize(application, pushed)).status).toBe(303);
    await sandbox.tell('authorization', 'setPolicy', { par: 'required' });
    const direct = await visitor(sandbox).authorize(application);
    expect(direct.headers.get('location')).toContain('error=invalid_request');
    await sandbox.tell('authorization', 'setPolicy', { par: 'off' });
    expect((await push()).status).toBe(404);
    expect(await discovery(sandbox)).not.toHaveProperty('pushed_authorization_request_endpoint');
  });

  test('access tokens can be JWTs, which end by the sandbox’s clock as well', async () => {
    const sandbox = await sandboxUnderTest();
    const jwt = { accessTokenFormat: 'jwt', accessTokenSeconds: 3 };
    await sandbox.tell('authorization', 'setPolicy', jwt);
    const { access_token: token } = await signedIn(sandbox, await register(sandbox));
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'ada', aud: sandbox.addresses.stapi });
    expect(Math.abs(claims.exp - sandbox.at() / 1000 - 3)).toBeLessThanOrEqual(1);
    sandbox.advance(2_999);
    expect(await videos(sandbox, token)).toBe(200);
    sandbox.advance(1);
    expect(await videos(sandbox, token)).toBe(401);
  });

  test('a token may be for one resource only (RFC 8707), and for none beyond the API', async () => {
    const sandbox = await sandboxUnderTest();
    const { stapi } = sandbox.addresses;
    const order = { grant_type: 'client_credentials', scope: 'videos:play' };
    const resource = `${stapi}/media/launch-film/`;
    const { access_token: token } = await tokens(post(sandbox, '/token', { ...order, resource }));
    const status = (film: string): Promise<number> =>
      statusOf(`${stapi}/media/${film}/master.m3u8`, bearer(token));
    expect(await status('launch-film')).toBe(200);
    expect(await status('long-film')).toBe(403);
    const foreign = { ...order, resource: `${stapi}.evil.example/` };
    expect((await tokens(post(sandbox, '/token', foreign))).error).toBe('invalid_target');
  });

  test.each([
    [{ pkce: 'no' }, 'pkce'],
    [{ par: true }, 'par'],
    [{ rotation: 'yes' }, 'rotation'],
    [{ accessTokenSeconds: 0 }, 'accessTokenSeconds'],
    [{ accessTokenSeconds: 1.5 }, 'accessTokenSeconds'],
    [{ unheardOf: 1 }, 'unheardOf'],
  ])('%j is refused and says why', async (details, word) => {
    const sandbox = await sandboxUnderTest();
    await expect(sandbox.tell('authorization', 'setPolicy', details)).rejects.toThrow(word);
  });

  test('it gives the whole policy back, also when nothing is changed', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('authorization', 'setPolicy', { codeSeconds: 5 });
    expect(await sandbox.tell('authorization', 'setPolicy')).toMatchObject({
      pkce: 'required',
      codeSeconds: 5,
    });
  });
});

describe('the listener around it', () => {
  test('commands end access tokens by viewer, and grants with all their tokens', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const first = await signedIn(sandbox, application);
    await sandbox.expireCredentials({ vendor: 'stapi', viewer: 'grace' });
    expect(await videos(sandbox, first.access_token)).toBe(200);
    await sandbox.expireCredentials({ vendor: 'stapi', viewer: 'ada' });
    expect(await videos(sandbox, first.access_token)).toBe(401);
    const userinfo = `${sandbox.addresses.authorization}/userinfo`;
    expect(await statusOf(userinfo, bearer(first.access_token))).toBe(401);
    const second = await tokens(refresh(sandbox, application, first.refresh_token));
    expect(await videos(sandbox, second.access_token)).toBe(200);
    const revoked = await sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
    expect(revoked).toEqual({ revoked: 1 });
    expect(await videos(sandbox, second.access_token)).toBe(401);
    expect((await refresh(sandbox, application, second.refresh_token)).status).toBe(400);
  });

  test('faults befall its endpoints, and nothing happens behind them', async () => {
    const sandbox = await sandboxUnderTest();
    const where = { listener: 'authorization', path: '^/token$' } as const;
    const busy = { action: 'status', status: 503, retryAfter: 2 } as const;
    await sandbox.addFault({ where, do: busy, times: 1 });
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const refused = await post(sandbox, '/token', order);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await post(sandbox, '/token', order)).status).toBe(200);
  });

  test('the journal shows each request without query and credential', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox, { authMethod: 'client_secret_basic' });
    const { access_token: token } = await signedIn(sandbox, application);
    const { entries } = await sandbox.journal();
    expect(
      entries.map(({ method, path, status, credential }) => [method, path, status, credential]),
    )
      // prettier-ignore
      .toContainEqual(['POST', '/token', 200, 'basic']);
    const text = JSON.stringify(entries);
    for (const secret of [token, application.clientSecret ?? '', 'state-1'])
      expect(text).not.toContain(secret);
  });

  test('pages of the application’s origin may call the token endpoint, others may not', async () => {
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const code = codeOf(await visitor(sandbox).signIn(application));
    const refused = await exchange(
      sandbox,
      application,
      code,
      {},
      { Origin: 'http://evil.example' },
    );
    expect(refused.status).toBe(400);
    const allowed = await exchange(
      sandbox,
      application,
      code,
      {},
      { Origin: 'http://localhost:5173' },
    );
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('*');
    expect(allowed.headers.get('access-control-expose-headers')).toContain('DPoP-Nonce');
    const page = await visitor(sandbox).authorize(application);
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a refresh token or access token that reaches the stranger is noticed', async () => {
    const sandbox = await sandboxUnderTest();
    const answer = await signedIn(sandbox, await register(sandbox));
    await statusOf(`${sandbox.addresses.foreign}/?t=${answer.refresh_token}`);
    await statusOf(sandbox.addresses.foreign, bearer(answer.access_token));
    expect((await sandbox.leaks()).length).toBe(2);
  });

  test('nothing is printed', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name),
    );
    const sandbox = await sandboxUnderTest();
    const application = await register(sandbox);
    const answer = await signedIn(sandbox, application, { scope: 'openid profile' });
    const userinfo = `${sandbox.addresses.authorization}/userinfo`;
    const who = await fetch(userinfo, bearer(answer.access_token));
    expect(await who.json()).toEqual({ sub: 'ada', name: 'Ada Lovelace' });
    await refresh(sandbox, application, answer.refresh_token);
    await post(sandbox, '/introspect', { token: answer.access_token });
    await post(sandbox, '/revoke', { token: answer.access_token }, application);
    await visitor(sandbox).authorize(application, { redirect_uri: 'http://localhost/' });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});
