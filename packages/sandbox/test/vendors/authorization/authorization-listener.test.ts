import { describe, expect, test, vi } from 'vitest';
import { bearer, sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';
import {
  codeOf,
  exchange,
  post,
  refresh,
  register,
  signedIn,
  tokens,
  videos,
  visitor,
} from './visitor.ts';

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

  test('a preflight is answered for what scripts may call, and leads nowhere for pages', async () => {
    const { addresses } = await sandboxUnderTest();
    const ask = (path: string): Promise<Response> =>
      fetch(addresses.authorization + path, {
        method: 'OPTIONS',
        headers: {
          Origin: 'http://localhost:5173',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'dpop',
        },
      });
    const allowed = await ask('/token');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('*');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('dpop');
    const page = await ask('/authorize');
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
