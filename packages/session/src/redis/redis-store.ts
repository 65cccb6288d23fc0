import { ServerError, systemClock } from '@playgate/server';
import type { ApiClock, Store } from '@playgate/server';
import { untilAborted, withDeadline } from '@playgate/server/handlers';
import { redisCommand } from './redis-client.ts';
import type { RedisClient, RedisCommand } from './redis-client.ts';

/** Options of `redisStore`. */
export interface RedisStoreOptions {
  /** What every key begins with, so that an ACL user may be held to it. Default `playgate:`. */
  readonly prefix?: string;
  /** How long one command may take, in milliseconds, from 1 to 60 000. Default 2000. Clients wait for ever while there is no connection. */
  readonly timeoutMs?: number;
  /** Default: the system's. */
  readonly clock?: ApiClock;
}

/** Writes only over what was read. ARGV: whether something was there, what, the new value, how long it lasts. */
const REPLACE = `
local there = redis.call('GET', KEYS[1])
if ARGV[1] == '1' then
  if there ~= ARGV[2] then return 0 end
elseif there then
  return 0
end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
return 1`;

/** Adds to a counter, which keeps its end. ARGV: what, how long a new one lasts. Numbers are exact up to 2^53. */
const ADD = `
local there = redis.call('GET', KEYS[1])
if there and not (string.match(there, '^%-?%d+$') and #there <= 17) then return false end
local sum = tonumber(there or '0') + tonumber(ARGV[1])
if sum > 9007199254740991 or sum < -9007199254740991 then return false end
local text = string.format('%.0f', sum)
if there then redis.call('SET', KEYS[1], text, 'KEEPTTL')
else redis.call('SET', KEYS[1], text, 'PX', ARGV[2]) end
return text`;

/**
 * A store in Redis (6 or later; Valkey as well), for many instances. Each operation is one command; those that read and write are scripts,
 * which Redis runs as one. Its user needs `GET`, `SET`, `DEL` and `EVAL` on the prefix.
 *
 * What is lost with Redis is lost: without its append-only file a restart signs everybody out, and forgets revocations and limits. Set
 * `maxmemory-policy` to `noeviction`: a revocation that is dropped to make room is undone.
 *
 * @throws {ServerError} `config`, naming the option. Operations reject with `store_unavailable` when Redis cannot be reached in time; a
 * command that was given up may still be run.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): Store {
  const { prefix = 'playgate:', timeoutMs = 2000, clock = systemClock } = options;
  if (!(timeoutMs >= 1 && timeoutMs <= 60_000))
    throw new ServerError('config', 'timeoutMs must be from 1 to 60000 milliseconds.');
  const run = async (command: RedisCommand): Promise<unknown> => {
    const task = (signal: AbortSignal): Promise<unknown> =>
      untilAborted(redisCommand(client, command), signal);
    try {
      return await withDeadline(task, { ms: timeoutMs, clock, late: () => unavailable() });
    } catch (error) {
      throw unavailable(error);
    }
  };
  const text = (reply: unknown): string | undefined =>
    typeof reply === 'string' ? reply : undefined;

  return {
    get: async (key) => text(await run(['GET', prefix + key])),
    async set(key, value, ttlMs) {
      await run(['SET', prefix + key, value, 'PX', life(ttlMs)]);
    },
    async delete(key) {
      await run(['DEL', prefix + key]);
    },
    async replace(key, expected, value, ttlMs) {
      const there = expected === undefined ? '0' : '1';
      const parts = [there, expected ?? '', value, life(ttlMs)] as const;
      return Number(await run(['EVAL', REPLACE, '1', prefix + key, ...parts])) === 1;
    },
    async add(key, amount, ttlMs) {
      const lasts = life(ttlMs);
      const sum = Number.isSafeInteger(amount)
        ? text(await run(['EVAL', ADD, '1', prefix + key, String(amount), lasts]))
        : undefined;
      if (sum !== undefined) return Number(sum);
      throw new ServerError(
        'config',
        'Only whole numbers can be added, and only to a counter. Count under a key of its own.',
      );
    },
  };
}

/** Redis begins its errors with a word, such as `NOPERM` or `OOM`. Nothing else of an error is used: clients put the command into it. */
function unavailable(error?: unknown): ServerError {
  const [word] = /^[A-Z]{3,20}(?= )/.exec(error instanceof Error ? error.message : '') ?? [];
  return new ServerError(
    'store_unavailable',
    word === undefined
      ? 'Redis cannot be reached. Check it and the network.'
      : `Redis refuses a command (${word}). Check its settings and what its user may do.`,
  );
}

function life(ttlMs: number): string {
  if (ttlMs >= 1 && Number.isFinite(ttlMs)) return String(Math.ceil(ttlMs));
  throw new ServerError('config', 'ttlMs must be at least 1 millisecond.');
}
