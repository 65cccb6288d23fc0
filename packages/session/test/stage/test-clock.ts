import { epochMs } from '@playgate/server';
import type { ApiClock, EpochMs } from '@playgate/server';

/** The longest sleep that is a look again, not a deadline. */
const LOOK_AGAIN = 1000;

/** Time that goes on when it is told to. Deadlines never come by themselves, and who only wants to look again is woken at once. */
export class TestClock implements ApiClock {
  #now: number;
  readonly #lookAgainMs: number;
  readonly #deadlines = new Set<{ readonly at: number; readonly ring: () => void }>();

  /** @param lookAgainMs How long a look again really takes. */
  constructor(now: number = Date.now(), lookAgainMs = 1) {
    this.#now = now;
    this.#lookAgainMs = lookAgainMs;
  }

  now(): EpochMs {
    return epochMs(this.#now);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const deadline = { at: this.#now + ms, ring: resolve };
      const stop = (): void => {
        this.#deadlines.delete(deadline);
        reject(signal.reason);
      };
      if (signal.aborted) return stop();
      if (ms <= LOOK_AGAIN) setTimeout(resolve, this.#lookAgainMs);
      else this.#deadlines.add(deadline);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Lets time pass, and deadlines come. */
  advance(ms: number): void {
    this.#now += ms;
    for (const deadline of this.#deadlines)
      if (deadline.at <= this.#now) {
        this.#deadlines.delete(deadline);
        deadline.ring();
      }
  }
}
