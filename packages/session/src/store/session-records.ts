import type { ApiClock, Store } from '@playgate/server';
import { digest } from './digest.ts';
import type { Sealer } from './sealer.ts';
import { formatSessionRecord, parseSessionRecord } from './session-record.ts';
import type { SessionRecord } from './session-record.ts';

/** A session as it was read: its place, the sealed text that stood there, and what it says. */
export interface KeptSession {
  readonly key: string;
  readonly text: string;
  readonly record: SessionRecord;
  /** Sealed with a key that is on its way out. */
  readonly isOld: boolean;
}

/** Sessions in the store. The key of a session is a digest of its id: who reads the store cannot make a cookie. */
export interface SessionRecords {
  keyOf(id: string): string;
  create(key: string, record: SessionRecord): Promise<KeptSession>;
  /** @returns `undefined` when there is none, or its time is over. */
  find(key: string): Promise<KeptSession | undefined>;
  /**
   * Writes only if nobody has written since it was read.
   *
   * @returns What stands there then; `undefined` when it did not write.
   */
  change(kept: KeptSession, record: SessionRecord): Promise<KeptSession | undefined>;
  /** Ends it if nobody has written since it was read. */
  endIfUnchanged(kept: KeptSession): Promise<boolean>;
  end(key: string): Promise<void>;
  /** How long it lasts from now if nothing is done, in milliseconds. */
  remaining(record: SessionRecord): number;
}

export interface SessionRecordsParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: ApiClock;
  readonly idleMs: number;
}

/** What replaces a session that is over; no record. */
const OVER = '';

export function createSessionRecords(parts: SessionRecordsParts): SessionRecords {
  const { store, sealer, clock, idleMs } = parts;
  const remaining = ({ seenAt, endsAt }: SessionRecord): number =>
    Math.min(seenAt + idleMs, endsAt) - clock.now();
  const kept = async (key: string, record: SessionRecord): Promise<KeptSession> => ({
    ...{ key, record, isOld: false },
    text: await sealer.seal(formatSessionRecord(record), key),
  });
  return {
    keyOf: (id) => `session:${digest(id)}`,
    async create(key, record) {
      const created = await kept(key, record);
      await store.set(key, created.text, Math.max(1, remaining(record)));
      return created;
    },
    async find(key) {
      const text = await store.get(key);
      const opened = await sealer.open(text ?? OVER, key);
      if (text === undefined || opened === undefined) return undefined;
      const record = parseSessionRecord(opened.text);
      if (record === undefined || remaining(record) <= 0) return undefined;
      return { key, text, record, isOld: opened.isOld };
    },
    async change(before, record) {
      const left = remaining(record);
      if (left <= 0) return undefined;
      const changed = await kept(before.key, record);
      const wrote = await store.replace(before.key, before.text, changed.text, left);
      return wrote ? changed : undefined;
    },
    endIfUnchanged: ({ key, text }) => store.replace(key, text, OVER, 1),
    end: (key) => store.delete(key),
    remaining,
  };
}
