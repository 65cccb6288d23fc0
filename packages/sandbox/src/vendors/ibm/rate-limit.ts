import type { SandboxClock } from '../../sandbox-clock.ts';

/** What a call finds left of its allowance. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** When it is whole again, in seconds since 1970. */
  readonly resetsAt: number;
  readonly isOver: boolean;
}

/** Counts calls for each key, in windows that begin with the first call. */
export interface RateLimit {
  take(key: string): Allowance;
  /** Changes the limit. Whoever has called begins anew. */
  set(limit: number, windowMs: number): void;
}

interface Window {
  calls: number;
  readonly endsAtMs: number;
}

/** The document names no numbers; these are ours. */
const LIMIT = 1000;
const HOUR_MS = 3_600_000;

export function createRateLimit(clock: SandboxClock): RateLimit {
  const windows = new Map<string, Window>();
  let [limit, windowMs] = [LIMIT, HOUR_MS];

  function windowOf(key: string): Window {
    const open = windows.get(key);
    if (open && open.endsAtMs > clock.now()) return open;
    const next = { calls: 0, endsAtMs: clock.now() + windowMs };
    windows.set(key, next);
    return next;
  }

  return {
    take(key) {
      const window = windowOf(key);
      window.calls += 1;
      return {
        limit,
        remaining: Math.max(0, limit - window.calls),
        resetsAt: Math.ceil(window.endsAtMs / 1000),
        isOver: window.calls > limit,
      };
    },
    set(nextLimit, nextWindowMs) {
      [limit, windowMs] = [nextLimit, nextWindowMs];
      windows.clear();
    },
  };
}
