/** Time, as an argument. Tests and simulations bring their own. */
export interface Clock {
  /** The wall clock, in milliseconds since 1970. May be wrong and may jump. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back, but may stop while the machine sleeps. */
  monotonic(): number;
  /**
   * Calls once after about that many milliseconds.
   *
   * @returns Cancels the call.
   */
  after(delayMs: number, call: () => void): () => void;
}

/** One moment, on both clocks. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** Now, or that many milliseconds ago. */
export const momentOf = (clock: Clock, agoMs = 0): Moment => ({
  wall: clock.now() - agoMs,
  monotonic: clock.monotonic() - agoMs,
});

/** Milliseconds since a moment. The larger clock counts: one may stop while the machine sleeps, the other may be set back. */
export const elapsed = (since: Moment, clock: Clock): number =>
  Math.max(clock.monotonic() - since.monotonic, clock.now() - since.wall);

/** The clock of the machine. Its timers do not keep a Node process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    if (isNodeTimer(timer)) timer.unref();
    return () => clearTimeout(timer);
  },
};

const isNodeTimer = (timer: unknown): timer is { unref(): void } =>
  typeof timer === 'object' && timer !== null && 'unref' in timer;
