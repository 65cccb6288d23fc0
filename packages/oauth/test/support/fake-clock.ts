import type { Clock } from '../../src/clock.ts';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** Lets everything run that waits for promises or for the next turn. What waits for WebCrypto is before us in its queue. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    for (let turns = 0; turns < 4; turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
  }
}

/** Lets everything run until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let rounds = 0; rounds < 1000 && !holds(); rounds += 1) await settle();
  if (!holds()) throw new Error('It never came to that.');
}

/** A clock that moves when it is told to. Timers fire on the monotonic one. */
export class FakeClock implements Clock {
  #wall = 1_800_000_000_000;
  #monotonic = 5000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#wall;
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

  /** Moves both clocks on, firing timers in order. */
  async advance(ms: number): Promise<void> {
    await settle();
    const end = this.#monotonic + ms;
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      this.#move(next.due);
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

  #move(to: number): void {
    this.#wall += to - this.#monotonic;
    this.#monotonic = to;
  }
}
