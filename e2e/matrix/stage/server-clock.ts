import { epochMs } from '@playgate/protocol';
import type { ApiClock } from '@playgate/server';
import { setTimeout as wait } from 'node:timers/promises';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A backend's clock: it moves to the next end of a pause when nothing else goes on. */
export class ServerClock implements ApiClock {
  readonly #sleepers = new Set<Sleeper>();
  #now = Date.now();

  now(): ReturnType<ApiClock['now']> {
    return epochMs(this.#now);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { due: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Waits for an outcome; pauses take no time while `isIdle`. */
  async until<T>(
    outcome: Promise<T>,
    isIdle: () => Promise<boolean>,
  ): Promise<{ readonly value: T; readonly tookMs: number }> {
    const from = this.#now;
    let isOver = false;
    const over = (): void => void (isOver = true);
    outcome.finally(over).catch(() => undefined);
    for (;;) {
      await wait(1);
      if (isOver) return { value: await outcome, tookMs: this.#now - from };
      if (await isIdle()) this.#wakeNext();
    }
  }

  forget(): void {
    this.#sleepers.clear();
  }

  #wakeNext(): void {
    const [next] = [...this.#sleepers].toSorted((a, b) => a.due - b.due);
    if (next === undefined) return;
    this.#sleepers.delete(next);
    this.#now = Math.max(this.#now, next.due);
    next.wake();
  }
}
