import { describe, expect, it, vi } from 'vitest';
import { createStapiClient } from '../../../src/stapi/index.ts';
import { ManualClock } from '../../api/manual-clock.ts';
import { all, stapiSandbox, withOAuth } from '../stapi-sandbox.ts';
import { vendor } from './vendor.ts';

describe('STA-S2: the application’s own tokens', () => {
  it('are asked for once for many calls at the same time, with the scope that they need', async () => {
    const sandbox = await stapiSandbox();
    const client = createStapiClient(withOAuth(sandbox));
    await Promise.all([
      all(client.videos.list()),
      client.videos.read('launch-film'),
      client.videos.read('long-film'),
    ]);
    const { entries } = await sandbox.journal();
    expect(entries.filter(({ path }) => path === '/token')).toHaveLength(1);
    expect(entries.filter(({ credential }) => credential === 'bearer')).toHaveLength(3);
  });

  it('are kept for each set of scopes, however it is spelled', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const scopes = {
      'videos:read': ['live:read', 'videos:read'],
      'live:read': ['videos:read', 'live:read', 'live:read'],
    };
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, scopes: (need) => (need in scopes ? Reflect.get(scopes, need) : [need]) },
    });
    await all(client.videos.list());
    await all(client.liveStreams.list());
    await client.analytics.video('launch-film');
    const { entries } = await sandbox.journal();
    expect(entries.filter(({ path }) => path === '/token')).toHaveLength(2);
  });

  it('are renewed ahead of their end, and a refused one is replaced', async () => {
    const sandbox = await stapiSandbox();
    const clock = new ManualClock();
    const client = createStapiClient({ ...withOAuth(sandbox), clock });
    const orders = async (): Promise<number> =>
      (await sandbox.journal()).entries.filter(({ path }) => path === '/token').length;
    await client.videos.read('launch-film');
    await clock.advance(449_000);
    await client.videos.read('launch-film');
    expect(await orders()).toBe(1);
    await clock.advance(1_000);
    await client.videos.read('launch-film');
    await vi.waitFor(async () => expect(await orders()).toBe(2));
    await sandbox.revokeCredentials({ vendor: 'stapi' });
    await client.videos.read('launch-film');
    expect(await orders()).toBe(3);
  });

  it.each(['basic', 'post'] as const)('are got by client_secret_%s', async (authMethod) => {
    const { fetch, sent } = vendor(
      Response.json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60 }),
      Response.json({ data: { id: 'v1' } }),
    );
    const client = createStapiClient({
      fetch,
      oauth: {
        tokenUrl: 'https://auth.stapi.example/token',
        ...{ clientId: 'app', clientSecret: 'canary-secret', authMethod },
      },
    });
    await client.videos.read('v1');
    const form = new URLSearchParams(sent[0]?.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('scope')).toBe('videos:read');
    expect(form.get('client_secret')).toBe(authMethod === 'post' ? 'canary-secret' : null);
    expect(sent[0]?.headers['authorization']).toBe(
      authMethod === 'basic' ? `Basic ${btoa('app:canary-secret')}` : undefined,
    );
    expect(sent[1]?.headers['authorization']).toBe('Bearer at-1');
    expect(sent[1]?.headers['x-stapi-api-key']).toBeUndefined();
  });

  it('that do not reach far enough are vendor_forbidden', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, scopes: () => ['live:read'] },
    });
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({
      ...{ code: 'vendor_forbidden', status: 403, vendor: 'stapi' },
    });
  });
});
