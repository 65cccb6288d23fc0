import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';

/** Time, as an argument. Tests and simulations bring their own. */
export interface Clock {
  /** The wall clock. May be wrong and may jump. */
  now(): EpochMs;
  /** Milliseconds from an arbitrary start; never goes back, but may stop while the machine sleeps. */
  monotonic(): number;
  /**
   * Calls once after about that many milliseconds.
   *
   * @param delayMs At most 2^31 - 1.
   * @returns Cancels the call.
   */
  after(delayMs: number, call: () => void): () => void;
}

/** The clock of the machine. Its timers do not keep a Node process alive. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonic: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    unref(timer);
    return () => clearTimeout(timer);
  },
};

/** In Node a timer is an object that can be told not to keep the process alive; in browsers it is a number. */
function unref(timer: unknown): void {
  if (
    typeof timer === 'object' &&
    timer !== null &&
    'unref' in timer &&
    typeof timer.unref === 'function'
  )
    timer.unref();
}
