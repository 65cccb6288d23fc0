import type { Clock } from '../clock.ts';

/** When the next try is made. */
export class RetryTimer {
  readonly #clock: Clock;
  readonly #call: () => void;
  #cancel: (() => void) | undefined;
  /** On the monotonic clock. */
  #due = 0;
  #notBefore = 0;

  constructor(clock: Clock, call: () => void) {
    this.#clock = clock;
    this.#call = call;
  }

  get isSet(): boolean {
    return this.#cancel !== undefined;
  }

  /** Milliseconds for which the backend wants no further ask. */
  get pauseMs(): number {
    return Math.max(this.#notBefore - this.#clock.monotonic(), 0);
  }

  set pauseMs(ms: number) {
    this.#notBefore = this.#clock.monotonic() + ms;
  }

  /** The next try is made in that time. */
  set(delayMs: number): void {
    this.clear();
    this.#due = this.#clock.monotonic() + delayMs;
    this.#cancel = this.#clock.after(delayMs, this.#call);
  }

  /** The next try is made within that time, but not in a pause that the backend wants. */
  hasten(withinMs: number): void {
    const delayMs = Math.max(withinMs, this.pauseMs);
    if (this.#clock.monotonic() + delayMs < this.#due) this.set(delayMs);
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
