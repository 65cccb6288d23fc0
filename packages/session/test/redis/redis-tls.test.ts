import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { redisStore } from '../../src/index.ts';
import type { RedisClient, Store } from '../../src/index.ts';
import { Browser } from '../stage/browser.ts';
import { hasOpenssl, makeCertificate } from '../stage/certificate.ts';
import { hasRedis, startTlsRedis } from '../stage/redis-server.ts';
import type { TlsRedis } from '../stage/redis-server.ts';
import { useStages } from '../stage/stage.ts';

const USER = { username: 'playgate', password: 'only-for-this-test' };
const RIGHTS = ['on', `>${USER.password}`, '~app:*', '+get', '+set', '+del', '+eval'];

interface Connected {
  readonly client: RedisClient;
  readonly close: () => void;
}

/** How a connection differs from the right one. */
interface Bent {
  readonly password?: string;
  readonly ca?: string;
}

describe.runIf(hasRedis() && hasOpenssl())('a store in Redis by TLS, as a user of the ACL', () => {
  const createStage = useStages();
  let redis: TlsRedis;
  let folder: string;
  let authority: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playgate-tls-'));
    const certificate = await makeCertificate(folder);
    authority = certificate.authority;
    redis = await startTlsRedis(certificate, [USER.username, ...RIGHTS]);
  });
  afterAll(async () => {
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** As the documentation says. */
  async function nodeRedis({ ca = authority, ...user }: Bent = {}): Promise<Connected> {
    const client = createClient({
      url: `rediss://127.0.0.1:${redis.port}`,
      socket: { tls: true, ca, reconnectStrategy: false },
      disableOfflineQueue: true,
      ...USER,
      ...user,
    });
    client.on('error', () => {});
    await client.connect();
    return { client, close: () => client.destroy() };
  }

  async function ioRedis({ ca = authority, ...user }: Bent = {}): Promise<Connected> {
    const client = new Redis(`rediss://127.0.0.1:${redis.port}`, {
      ...{ tls: { ca }, lazyConnect: true, enableOfflineQueue: false, enableReadyCheck: false },
      retryStrategy: () => null,
      ...USER,
      ...user,
    });
    // Its calls only say that it is closed.
    let reason: unknown;
    client.on('error', (error) => (reason ??= error));
    await client.connect().catch((error: unknown) => {
      throw reason ?? error;
    });
    return { client, close: () => client.disconnect() };
  }

  async function open(connect: typeof nodeRedis, prefix = 'app:'): Promise<Store> {
    const { client, close } = await connect();
    onTestFinished(close);
    return redisStore(client, { prefix });
  }

  describe.each([
    ['node-redis', nodeRedis],
    ['ioredis', ioRedis],
  ])('by %s', (name, connect) => {
    it('lets one of many write over what all have read, and adds up what all add', async () => {
      const stores = [await open(connect), await open(connect)];
      const both = <T>(work: (store: Store, i: number) => Promise<T>): Promise<T[]> =>
        Promise.all(
          Array.from({ length: 60 }, (_none, i) => work(stores[i % 2] ?? unreachable(), i)),
        );
      const first = await both((store, i) =>
        store.replace(`${name}:a`, undefined, String(i), 60_000),
      );
      expect(first.filter((wrote) => wrote)).toHaveLength(1);
      const read = await stores[0]?.get(`${name}:a`);
      const second = await both((store, i) =>
        store.replace(`${name}:a`, read, `second ${i}`, 60_000),
      );
      expect(second.filter((wrote) => wrote)).toHaveLength(1);
      const sums = await both((store) => store.add(`${name}:n`, 1, 60_000));
      expect(sums.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 60 }, (_none, i) => i + 1),
      );
      // The control: who reads and writes in two steps loses some.
      await both(async (store) => {
        const n = Number((await store.get(`${name}:lost`)) ?? '0');
        await store.set(`${name}:lost`, String(n + 1), 60_000);
      });
      expect(Number(await stores[0]?.get(`${name}:lost`))).toBeLessThan(60);
    });

    it('is held to its prefix and its commands', async () => {
      const own = await open(connect);
      await own.set(`${name}:a`, '1', 60_000);
      expect(await own.get(`${name}:a`)).toBe('1');
      const foreign = await open(connect, 'other:');
      await expect(foreign.get('a')).rejects.toMatchObject({
        code: 'store_unavailable',
        message: expect.stringContaining('(NOPERM)'),
      });
      const { client, close } = await connect();
      onTestFinished(close);
      const keys = 'call' in client ? client.call('KEYS', '*') : client.sendCommand(['KEYS', '*']);
      await expect(keys).rejects.toThrow('NOPERM');
    });

    it('is not opened by another password, nor where the server is not the right one', async () => {
      await expect(connect({ password: 'wrong' })).rejects.toThrow('WRONGPASS');
      await expect(connect({ ca: '' })).rejects.toThrow(/self-signed certificate/);
      // The control.
      expect(await (await open(connect)).get(`${name}:none`)).toBeUndefined();
    });

    it('72: keeps sessions for several instances: of fifty who need another token one refreshes', async () => {
      const stage = await createStage({ store: await open(connect) });
      const other = stage.instance({ store: await open(connect) });
      await stage.browser.signIn();
      stage.clock.advance(600_000);
      const tokens = await Promise.all(
        Array.from({ length: 50 }, async (_none, i) => {
          const session = await (i % 2 === 0 ? stage.sessions : other).read(
            stage.browser.request(),
          );
          return (await session?.accessToken())?.reveal();
        }),
      );
      expect([new Set(tokens).size, tokens.includes(undefined)]).toEqual([1, false]);
      expect(stage.grants('refresh_token')).toBe(1);
      const elsewhere = new Browser(() => other);
      for (const [cookie, value] of stage.browser.cookies) elsewhere.setCookie(cookie, value);
      await elsewhere.call('/auth/sign-out');
      expect(await stage.sessions.read(stage.browser.request())).toBeUndefined();
    });
  });
});

function unreachable(): never {
  throw new Error('There are two stores.');
}
