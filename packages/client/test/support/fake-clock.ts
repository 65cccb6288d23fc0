import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import type { Clock } from '../../src/clock.ts';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** Lets everything run that waits for promises only. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i += 1) await Promise.resolve();
}

/** A clock that moves when it is told to. Timers fire on the monotonic one. */
export class FakeClock implements Clock {
  #wall = 1_800_000_000_000;
  #monotonic = 5000;
  readonly #timers = new Set<Timer>();
  /** The longest delay that was ever asked for. */
  longestDelayMs = 0;

  now(): EpochMs {
    return epochMs(this.#wall);
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(delayMs: number, call: () => void): () => void {
    this.longestDelayMs = Math.max(this.longestDelayMs, delayMs);
    const timer = { due: this.#monotonic + Math.max(delayMs, 0), call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Moves both clocks on, firing timers in order. */
  async advance(ms: number): Promise<void> {
    await settle();
    const end = this.#monotonic + ms;
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      // One that is late fires now: time does not go back.
      this.#move(Math.max(next.due, this.#monotonic));
      this.#timers.delete(next);
      next.call();
      await settle();
    }
    this.#move(end);
    await settle();
  }

  /** The wall clock is set. */
  jumpWall(ms: number): void {
    this.#wall += ms;
  }

  /** Both clocks move on, but no timer fires: a throttled or frozen page. */
  stall(ms: number): void {
    this.#move(this.#monotonic + ms);
  }

  #move(to: number): void {
    this.#wall += to - this.#monotonic;
    this.#monotonic = to;
  }
}
