import type { OAuthEnvironment, TextStore } from '../environment.ts';
import { isRecord } from '../storage/stored-session.ts';

/** A sign-in that is under way. */
export interface Transaction {
  /** By the wall clock. */
  readonly atMs: number;
  readonly returnTo: string;
  /** What the code is exchanged with. Absent: it has been. */
  readonly verifier?: string;
  readonly nonce?: string;
}

const LIFE_MS = 600_000;
const LIMIT = 20;

/** Sign-ins by their state: several at once, each good once, for ten minutes. */
export interface Transactions {
  put(state: string, transaction: Transaction): void;
  /** Gives it, and leaves of it what tells a replay. */
  take(state: string): Transaction | undefined;
  drop(state: string): void;
}

/** Keeps them in this tab: in `sessionStorage`, where that is denied in `localStorage`, else in memory. */
export function createTransactions(
  { transactions, marks, clock }: OAuthEnvironment,
  client: string,
): Transactions {
  // Beside the mark, which is called as the client is.
  const key = `${client} sign-ins`;
  let memory: string | null = null;
  const stores = [transactions, marks].filter((store): store is TextStore => store !== undefined);

  function read(): Map<string, Transaction> {
    let text = memory;
    for (const store of stores) text ??= attempt(() => store.getItem(key)) ?? null;
    const kept: unknown = attempt(() => JSON.parse(text ?? '{}'));
    const age = (atMs: number): number => Math.abs(clock.now() - atMs);
    return new Map(
      Object.entries(isRecord(kept) ? kept : {}).filter(
        (entry): entry is [string, Transaction] =>
          isTransaction(entry[1]) && age(entry[1].atMs) < LIFE_MS,
      ),
    );
  }

  function write(all: Map<string, Transaction>): void {
    const newest = [...all].slice(-LIMIT);
    memory = JSON.stringify(Object.fromEntries(newest));
    const text = memory;
    // The first that takes it; a full or forbidden store throws.
    if (stores.some((store) => attempt(() => [store.setItem(key, text)]))) memory = null;
  }

  return {
    put: (state, transaction) => write(read().set(state, transaction)),
    take(state) {
      const all = read();
      const taken = all.get(state);
      if (taken) write(all.set(state, { atMs: taken.atMs, returnTo: taken.returnTo }));
      return taken;
    },
    drop(state) {
      const all = read();
      if (all.delete(state)) write(all);
    },
  };
}

function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

const isTransaction = (value: unknown): value is Transaction =>
  isRecord(value) && typeof value['atMs'] === 'number' && typeof value['returnTo'] === 'string';
