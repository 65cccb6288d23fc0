import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { redisStore } from '../../src/index.ts';
import type { RedisClient, RedisStoreOptions, Store } from '../../src/index.ts';
import { hasRedis, startRedis } from '../stage/redis-server.ts';
import type { RedisServer } from '../stage/redis-server.ts';
import { TestClock } from '../stage/test-clock.ts';
import { storeContract } from '../../../server/test/store-contract.ts';

/** How much longer things last here than the contract says, so that the time that tests take is nothing to it. */
const SLOWER = 1_000_000;

interface Connected {
  readonly client: RedisClient;
  readonly close: () => Promise<unknown>;
}

const USER = { username: 'playgate', password: 'only-for-this-test' };
const RIGHTS = ['on', `>${USER.password}`, '~playgate:*', '+get', '+set', '+del', '+eval'];

describe.runIf(hasRedis())('a store in Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
    const { client, close } = await ioRedis();
    await client.call('ACL', 'SETUSER', USER.username, ...RIGHTS);
    await close();
  });
  afterAll(() => redis.remove());

  /** With node-redis, as the documentation says. */
  async function nodeRedis(user: Partial<typeof USER> = {}): Promise<Connected> {
    const client = createClient({
      socket: { path: redis.path, tls: false },
      disableOfflineQueue: true,
      ...user,
    });
    // Without a listener an error would end the process; the store's calls say it.
    client.on('error', () => {});
    await client.connect();
    return { client, close: async () => client.destroy() };
  }

  async function ioRedis(): Promise<Connected & { readonly client: Redis }> {
    const client = new Redis({ path: redis.path, lazyConnect: true });
    client.on('error', () => {});
    await client.connect();
    return { client, close: async () => client.disconnect() };
  }

  let stores = 0;
  /** A store with keys of its own. */
  async function open(connect: () => Promise<Connected>, options: RedisStoreOptions = {}) {
    const { client, close } = await connect();
    onTestFinished(async () => {
      await close();
    });
    stores += 1;
    const prefix = `playgate:${stores}:`;
    return { client, prefix, store: redisStore(client, { prefix, ...options }) };
  }

  describe.each([
    ['node-redis', nodeRedis],
    ['ioredis', ioRedis],
  ])('by %s', (_name, connect) => {
    storeContract(async () => {
      const { client, prefix, store } = await open(connect);
      return { store: slower(store), advance: (ms) => age(client, prefix, ms * SLOWER) };
    });
  });

  it('lets a user have no more than four commands on its prefix', async () => {
    const { store } = await open(() => nodeRedis(USER));
    await store.set('a', '1', 60_000);
    expect(await store.replace('a', '1', '2', 60_000)).toBe(true);
    expect(await store.add('n', 2, 60_000)).toBe(2);
    await store.delete('n');
    expect([await store.get('a'), await store.get('n')]).toEqual(['2', undefined]);
    const { store: foreign } = await open(() => nodeRedis(USER), { prefix: 'other:' });
    await expect(foreign.get('a')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('(NOPERM)'),
    });
  });

  it('keeps its keys apart by the prefix', async () => {
    const [one, two] = [await open(nodeRedis), await open(nodeRedis)];
    await one.store.set('a', '1', 60_000);
    expect(await two.store.get('a')).toBeUndefined();
    expect(await redisStore(one.client, { prefix: one.prefix }).get('a')).toBe('1');
  });
});

describe('a store in a Redis that does not answer', () => {
  it('S11 gives up after its time, and says nothing of the command', async () => {
    const clock = new TestClock();
    const client = { sendCommand: () => new Promise<never>(() => {}) };
    const got = redisStore(client, { clock, timeoutMs: 2000 }).get('canary');
    clock.advance(2000);
    const error: unknown = await got.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store_unavailable' });
    expect(inspect(error)).not.toContain('canary');
  });

  it('S11 says nothing of what a client throws', async () => {
    const client = { call: () => Promise.reject(new Error('ERR canary')) };
    const error: unknown = await redisStore(client)
      .get('a')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store_unavailable' });
    expect(inspect(error)).not.toContain('canary');
  });

  it.each([0, NaN, 60_001])('takes no timeoutMs of %s', (timeoutMs) => {
    const client = { call: () => Promise.resolve(null) };
    expect(() => redisStore(client, { timeoutMs })).toThrow(/^timeoutMs /);
  });
});

function slower(store: Store): Store {
  return {
    ...store,
    set: (key, value, ttlMs) => store.set(key, value, ttlMs * SLOWER),
    replace: (key, expected, value, ttlMs) => store.replace(key, expected, value, ttlMs * SLOWER),
    add: (key, amount, ttlMs) => store.add(key, amount, ttlMs * SLOWER),
  };
}

const AGE = `
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  local left = redis.call('PTTL', key) - tonumber(ARGV[2])
  if left > 0 then redis.call('PEXPIRE', key, string.format('%.0f', left))
  else redis.call('DEL', key) end
end`;

/** Lets all keys of a store grow older. */
async function age(client: RedisClient, prefix: string, ms: number): Promise<void> {
  const command = ['EVAL', AGE, '0', prefix, String(ms)];
  if ('call' in client) await client.call('EVAL', ...command.slice(1));
  else await client.sendCommand(command);
}
