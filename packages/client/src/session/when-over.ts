import type { Clock } from '../clock.ts';
import { elapsed } from '../keep/elapsed.ts';
import type { Moment } from '../keep/elapsed.ts';

/** Timers stop while the machine sleeps, and take at most 2^31 - 1 ms: so it is looked at that often. */
const LOOK_EACH_MS = 60_000;

/**
 * Calls once a time is over, however long it is, at most a minute late if the machine slept.
 *
 * @param born When it began.
 * @returns Cancels the call.
 */
export function whenOver(clock: Clock, born: Moment, lifeMs: number, call: () => void): () => void {
  let cancel = (): void => {};
  const arm = (): void => {
    const leftMs = Math.max(lifeMs - elapsed(born, clock), 0);
    cancel = clock.after(Math.min(leftMs, LOOK_EACH_MS), () =>
      elapsed(born, clock) >= lifeMs ? call() : arm(),
    );
  };
  arm();
  return () => cancel();
}
