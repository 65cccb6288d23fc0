import type { DoorName } from '../listener-name.ts';
import type { RequestKind } from '../http/request-kind.ts';
import type { CredentialClass, Verdict } from '../credentials/judgement.ts';

/** One request as it reached the sandbox. Never a credential, never a query, never a body. */
export interface JournalEntry {
  /** Counts from 1 in the order of the answers. */
  readonly n: number;
  /** When the request arrived: milliseconds since 1970, not moved by the sandbox's clock offset. */
  readonly atMs: number;
  readonly listener: DoorName;
  readonly method: string;
  readonly path: string;
  readonly kind: RequestKind;
  /** HTTP status that was sent; 0 when nothing was (faults `reset` and `hang`). */
  readonly status: number;
  readonly credential: CredentialClass;
  /** Which credential of that film and viewer it was: the first one minted is 1. */
  readonly generation?: number;
  readonly verdict?: Verdict;
  /** Id of the fault that changed the answer. */
  readonly fault?: string;
  /** Present when the request asked for a byte range. */
  readonly range?: boolean;
  /** The request's `Origin`. */
  readonly origin?: string;
}

export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** Pass it as `after` to read on. */
  readonly next: number;
}

export interface Journal {
  add(entry: Omit<JournalEntry, 'n'>): void;
  /** Entries whose `n` is greater than `after`, at most the newest 20,000. */
  read(after?: number): JournalPage;
  clear(): void;
}

const LIMIT = 20_000;

/** @param limit How many of the newest entries are kept. */
export function createJournal(limit: number = LIMIT): Journal {
  let entries: JournalEntry[] = [];
  let n = 0;
  return {
    add(entry) {
      entries.push({ n: ++n, ...entry });
      // Twice the limit before cutting back, so that adding stays cheap.
      if (entries.length >= 2 * limit) entries = entries.slice(-limit);
    },
    read: (after = 0) => ({
      entries: entries.slice(-limit).filter((entry) => entry.n > after),
      next: n,
    }),
    clear() {
      entries = [];
    },
  };
}
