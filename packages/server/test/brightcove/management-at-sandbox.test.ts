import { describe, expect, it } from 'vitest';
import type { AuditProgress } from '../../src/brightcove/index.ts';
import { createBrightcoveClient, mintBrightcoveToken } from '../../src/brightcove/index.ts';
import { P256, RSA } from '../jwt/keys.ts';
import { RFC_KEY_SPKI } from '../jwt/vectors.ts';
import { failureOf } from './brightcove-support.ts';
import { brightcoveWorld, keyStatus, openFilm, passFor } from './brightcove-world.ts';
import type { BrightcoveWorld } from './brightcove-world.ts';

const DAY = 86_400_000;

const dayOf = (world: BrightcoveWorld, back: number): string =>
  new Date(world.clock.now() - back * DAY).toISOString().slice(0, 10);

const tokenOf = async (world: BrightcoveWorld): Promise<string> => {
  const { accountId, clock } = world;
  return (await mintBrightcoveToken({ accountId, signingKey: RSA.pem, now: clock.now() })).token;
};

describe.each(['default', 'guide', 'openapi'])('in the spelling %s', (spelling) => {
  it('A9.2 keys are registered, listed, shown and deleted', async () => {
    const world = await brightcoveWorld(false);
    await world.tell('setAccount', { spelling });
    const { keys } = world.management;
    const key = await keys.register({ publicKey: RFC_KEY_SPKI });
    expect(key).toMatchObject({ type: 'public', value: RFC_KEY_SPKI });
    expect(key.createdAt).toBe(world.clock.now());
    await keys.register({ signingKey: P256.pem, algorithm: 'ES256' });
    expect((await keys.list()).map(({ id }) => id)).toContain(key.id);
    expect(await keys.list()).toHaveLength(2);
    expect(await keys.read(key.id)).toEqual(key);
    await keys.delete(key.id);
    expect(await failureOf(keys.read(key.id))).toMatchObject({
      code: 'vendor_not_found',
      reason: 'RESOURCE_NOT_FOUND',
    });
    expect(await failureOf(keys.delete(key.id))).toMatchObject({ code: 'vendor_not_found' });
  });

  it('A9.4 an audit is asked for, waited for and downloaded', async () => {
    const world = await brightcoveWorld();
    await world.tell('setAccount', { spelling });
    const { clock, management, sandbox } = world;
    const pass = await passFor(world, world.vendor());
    await keyStatus(pass, await openFilm(pass));
    await clock.advance(DAY);
    const progress: AuditProgress[] = [];
    const report = await management.audit.generate(dayOf(world, 1), {
      onProgress(one) {
        progress.push(one);
        setImmediate(() => void clock.advance(1000));
      },
    });
    expect(progress.map(({ status }) => status)).toEqual(['processing', 'completed']);
    await sandbox.clearJournal();
    const { body } = await management.audit.download(report);
    const csv = await new Response(body).text();
    expect(csv).toContain('key');
    expect(csv.split('\r\n').length).toBeGreaterThan(2);
    const { entries } = await sandbox.journal();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ method: 'GET', status: 200 });
    expect(Math.round((report.expiresAt - clock.now()) / 60_000)).toBe(15);
    await clock.advance(16 * 60_000);
    expect(await failureOf(management.audit.download(report))).toMatchObject({
      code: 'vendor_status',
    });
  });
});

describe('A9.4 an audit', () => {
  it('that cannot be made says so', async () => {
    const world = await brightcoveWorld();
    await world.tell('setAccount', { auditPolls: 0 });
    await world.tell('failAudit');
    const error = failureOf(world.management.audit.generate(dayOf(world, 1)));
    expect(await error).toMatchObject({ code: 'vendor_status' });
  });

  it.each([0, -1, 31])(
    'of %d days back is refused here, and would be refused there',
    async (back) => {
      const world = await brightcoveWorld();
      const day = dayOf(world, back);
      expect(await failureOf(world.management.audit.request(day))).toMatchObject({
        code: 'invalid_value',
      });
      const { sandbox, accountId, managementOptions } = world;
      const granted: unknown = await (
        await fetch(managementOptions.tokenUrl ?? '', {
          method: 'POST',
          headers: {
            Authorization: `Basic ${btoa(`${managementOptions.clientId}:${String(managementOptions.clientSecret)}`)}`,
            'Content-Type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials',
        })
      ).json();
      const url = `${sandbox.addresses.brightcove}/v1/audit/accounts/${accountId}/query/${day}`;
      const headers = { Authorization: `Bearer ${Object(granted).access_token}` };
      expect((await fetch(url, { method: 'POST', headers })).status).toBe(400);
    },
  );

  it('of 30 days back is made', async () => {
    const world = await brightcoveWorld();
    await expect(world.management.audit.request(dayOf(world, 30))).resolves.toMatch(/./);
  });

  it('that nobody asked for is not there', async () => {
    const world = await brightcoveWorld();
    const { status, report } = world.management.audit;
    for (const call of [status, report])
      expect(await failureOf(call('nobody'))).toMatchObject({ code: 'vendor_not_found' });
  });
});

describe('A9.3 the blacklist', () => {
  it('takes, shows, checks and forgets a token', async () => {
    const world = await brightcoveWorld();
    const { blacklist } = world.management;
    const token = await tokenOf(world);
    expect(await blacklist.has(token)).toBe(false);
    await blacklist.add(token);
    await blacklist.add(token);
    expect(await blacklist.has(token)).toBe(true);
    const [listed, ...more] = await blacklist.list();
    expect(more).toEqual([]);
    expect(listed?.token.reveal()).toBe(token);
    await blacklist.delete(token);
    expect(await blacklist.has(token)).toBe(false);
  });

  it('is full at 100, says so by its own code, and takes one again when there is room', async () => {
    const world = await brightcoveWorld();
    const { blacklist } = world.management;
    await world.tell('seedBlacklist', { entries: 99 });
    const token = await tokenOf(world);
    await blacklist.add(token);
    await world.clock.advance(1000);
    const other = await tokenOf(world);
    expect(await failureOf(blacklist.add(other), other)).toMatchObject({
      code: 'vendor_limit',
      status: 400,
    });
    await world.clock.advance(2 * 3_600_000);
    expect(await blacklist.deleteExpired()).toBe(1);
    await blacklist.add(await tokenOf(world));
  });

  it('A48 leaves no token in the events of calls', async () => {
    const world = await brightcoveWorld();
    const calls: unknown[] = [];
    const { blacklist } = createBrightcoveClient({
      ...world.managementOptions,
      onCall: (call) => calls.push(call),
    });
    const token = await tokenOf(world);
    await blacklist.add(token);
    expect(calls).toMatchObject([
      { path: '/v4/access_token', status: 200 },
      { path: '/accounts/{}/blacklist/tokens/{}', method: 'PUT', status: 204 },
    ]);
    for (const part of token.split('.')) expect(JSON.stringify(calls)).not.toContain(part);
  });
});

describe('A9.1 client credentials', () => {
  it('without the permission are refused', async () => {
    const world = await brightcoveWorld();
    await world.tell('setClient', { permissions: ['video-cloud/playback-auth/key/read'] });
    const { keys, blacklist } = createBrightcoveClient(world.managementOptions);
    await expect(keys.list()).resolves.toHaveLength(1);
    expect(await failureOf(blacklist.list())).toMatchObject({
      code: 'vendor_credentials',
      reason: 'UNAUTHORIZED',
    });
  });

  it('that are wrong are refused by their reason', async () => {
    const world = await brightcoveWorld();
    const { keys } = createBrightcoveClient({
      ...world.managementOptions,
      clientSecret: 'canary-of-a-secret',
    });
    expect(await failureOf(keys.list(), 'canary')).toMatchObject({
      code: 'vendor_credentials',
      reason: 'invalid_client',
    });
  });

  it('outlive their tokens of 300 seconds', async () => {
    const world = await brightcoveWorld();
    const { keys } = world.management;
    for (let minutes = 0; minutes < 20; minutes += 4) {
      await expect(keys.list()).resolves.toHaveLength(1);
      await world.clock.advance(4 * 60_000);
    }
  });

  it('get another token when one is revoked', async () => {
    const world = await brightcoveWorld();
    await world.sandbox.revokeCredentials({ vendor: 'brightcove' });
    await expect(world.management.keys.list()).resolves.toHaveLength(1);
  });

  it('A45 go nowhere else when a call is redirected', async () => {
    const world = await brightcoveWorld();
    await world.sandbox.addFault({
      where: { listener: 'brightcove', path: '/keys$' },
      do: { action: 'redirect', to: `${world.sandbox.addresses.foreign}/x` },
    });
    expect(await failureOf(world.management.keys.list())).toMatchObject({
      code: 'vendor_response',
    });
    expect(await world.sandbox.leaks()).toEqual([]);
  });
});
