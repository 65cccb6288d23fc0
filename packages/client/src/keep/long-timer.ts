import type { Clock } from '../clock.ts';

/** Timers take at most 2^31 - 1 ms; longer ones would fire at once. */
export const LONGEST_MS: number = 2 ** 31 - 1;

/**
 * Calls once after any number of milliseconds, in slices that timers can take.
 *
 * @returns Cancels the call.
 */
export function longTimer(clock: Clock, delayMs: number, call: () => void): () => void {
  let cancel = (): void => {};
  const arm = (left: number): void => {
    const slice = Math.min(Math.max(left, 0), LONGEST_MS);
    cancel = clock.after(slice, () => (left > slice ? arm(left - slice) : call()));
  };
  arm(delayMs);
  return () => cancel();
}
