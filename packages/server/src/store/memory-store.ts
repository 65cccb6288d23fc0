import type { Clock } from '../clock.ts';
import { ServerError } from '../server-error.ts';
import type { Store } from './store.ts';
import { systemClock } from '../system-clock.ts';

/** Options of `memoryStore`. */
export interface MemoryStoreOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** The most entries it holds, at least 1. Default 100 000. A write beyond is refused: to drop one could undo a revocation. */
  readonly maxEntries?: number;
}

const COUNTER = /^-?\d{1,16}$/;

interface Entry {
  readonly value: string;
  readonly endsAt: number;
}

/**
 * A store in this instance's memory: gone with it, and unknown to other instances.
 *
 * @throws {ServerError} `config`, also for a lifetime that is none. A write beyond `maxEntries`: `store_unavailable`.
 */
export function memoryStore({
  clock = systemClock,
  maxEntries = 100_000,
}: MemoryStoreOptions = {}): Store {
  if (!(Number.isInteger(maxEntries) && maxEntries >= 1))
    throw new ServerError('config', 'maxEntries must be a whole number from 1 on.');
  const entries = new Map<string, Entry>();
  let soonestEnd = Infinity;

  const read = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    return entry !== undefined && clock.now() < entry.endsAt ? entry : undefined;
  };
  const write = (key: string, entry: Entry): void => {
    if (!entries.has(key) && entries.size >= maxEntries) sweep();
    entries.set(key, entry);
    soonestEnd = Math.min(soonestEnd, entry.endsAt);
  };
  // Scans only when something may have ended.
  const sweep = (): void => {
    const now = clock.now();
    if (now >= soonestEnd) {
      soonestEnd = Infinity;
      for (const [key, { endsAt }] of entries)
        if (now >= endsAt) entries.delete(key);
        else soonestEnd = Math.min(soonestEnd, endsAt);
    }
    if (entries.size >= maxEntries)
      throw new ServerError(
        'store_unavailable',
        `The memory store is full (${maxEntries} entries). Raise maxEntries, or keep this in a shared store.`,
      );
  };
  const endOf = (ttlMs: number): number => {
    if (!(ttlMs >= 1 && Number.isFinite(ttlMs)))
      throw new ServerError('config', 'ttlMs must be at least 1 millisecond.');
    return clock.now() + ttlMs;
  };

  return {
    async get(key) {
      return read(key)?.value;
    },
    async set(key, value, ttlMs) {
      write(key, { value, endsAt: endOf(ttlMs) });
    },
    async delete(key) {
      entries.delete(key);
    },
    async replace(key, expected, value, ttlMs) {
      const endsAt = endOf(ttlMs);
      if (read(key)?.value !== expected) return false;
      write(key, { value, endsAt });
      return true;
    },
    async add(key, amount, ttlMs) {
      const first = endOf(ttlMs);
      const { value, endsAt } = read(key) ?? { value: '0', endsAt: first };
      const sum = (COUNTER.test(value) ? Number(value) : NaN) + amount;
      if (!Number.isSafeInteger(sum))
        throw new ServerError(
          'config',
          'Only whole numbers can be added, and only to a counter. Count under a key of its own.',
        );
      write(key, { value: String(sum), endsAt });
      return sum;
    },
  };
}
