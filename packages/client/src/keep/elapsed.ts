import type { Clock } from '../clock.ts';

/** One moment, on both clocks. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/**
 * This moment.
 *
 * @param latest The wall clock is taken to show no more than that.
 */
export function momentOf(clock: Clock, latest: number = Infinity): Moment {
  return { wall: Math.min(clock.now(), latest), monotonic: clock.monotonic() };
}

/**
 * Milliseconds since a moment. The larger of the two clocks counts: the monotonic one may stop while the machine sleeps, the wall
 * clock may be set back. A wall clock that jumps ahead makes a pass look older than it is, which costs one ask and no harm.
 */
export function elapsed(since: Moment, clock: Clock): number {
  return Math.max(clock.monotonic() - since.monotonic, clock.now() - since.wall);
}
