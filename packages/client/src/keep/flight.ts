import type { Clock } from '../clock.ts';
import { elapsed, momentOf } from './elapsed.ts';
import type { Moment } from './elapsed.ts';

/** One ask that is under way. */
export class Flight {
  readonly born: Moment;
  readonly signal: AbortSignal;
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  readonly #cancelTimeout: () => void;

  /** @param late Called when it takes too long, body included. */
  constructor(clock: Clock, timeoutMs: number, late: () => void) {
    this.born = momentOf(clock);
    this.signal = this.#controller.signal;
    this.#clock = clock;
    this.#cancelTimeout = clock.after(timeoutMs, () => {
      late();
      this.abort();
    });
  }

  get tookMs(): number {
    return elapsed(this.born, this.#clock);
  }

  /** It is over. */
  end(): void {
    this.#cancelTimeout();
  }

  abort(): void {
    this.end();
    this.#controller.abort();
  }
}
