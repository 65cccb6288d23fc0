import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import type { ApiClock } from '../../src/api/vendor-api.ts';
import { NOW } from '../support.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements ApiClock {
  #now: number = NOW;
  readonly #sleepers = new Set<Sleeper>();
  /** How long each sleep was to be, in order. */
  readonly slept: number[] = [];

  now(): EpochMs {
    return epochMs(this.#now);
  }

  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      const stop = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      if (signal.aborted) return stop();
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Lets time pass, and everything run that follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = [...this.#sleepers]
        .filter(({ at }) => at <= end)
        .toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#now = next.at;
      this.#sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets all promises run that can. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
