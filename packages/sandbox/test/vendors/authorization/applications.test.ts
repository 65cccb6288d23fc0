import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import { post, register, tokens, visitor } from './visitor.ts';

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
