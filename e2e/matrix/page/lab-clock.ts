import type { Clock } from '@playgate/client';
import { epochMs } from '@playgate/protocol';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** A clock that moves from timer to timer, so that hours of waiting take no time. */
export class LabClock implements Clock {
  readonly #timers = new Set<Timer>();
  #wall = Date.UTC(2026, 0, 1);
  #monotonic = 1000;
  /** Timers fire at multiples of that only, as browsers have it in hidden tabs. */
  throttledTo = 1;

  now(): ReturnType<Clock['now']> {
    return epochMs(this.#wall);
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = { due: this.#monotonic + Math.max(delayMs, 0), call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** When the next timer fires. */
  get next(): number {
    const due = Math.min(...[...this.#timers].map((timer) => timer.due));
    return Math.ceil(due / this.throttledTo) * this.throttledTo;
  }

  /** Moves to the next timer and fires it. */
  fire(): void {
    const [first] = [...this.#timers].toSorted((a, b) => a.due - b.due);
    if (first === undefined) return;
    this.moveTo(this.next);
    this.#timers.delete(first);
    first.call();
  }

  /** Moves both clocks on, firing nothing: what a machine does that sleeps. */
  moveTo(monotonic: number): void {
    this.#wall += Math.max(monotonic - this.#monotonic, 0);
    this.#monotonic = Math.max(monotonic, this.#monotonic);
  }

  /** The device's clock is set. */
  jump(ms: number): void {
    this.#wall += ms;
  }
}
