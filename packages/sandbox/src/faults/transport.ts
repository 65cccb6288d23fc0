/** How an answer travels. What is left out is as it should be. */
export interface Transport {
  /** Silence before the first byte, in milliseconds. Default is 0. */
  readonly firstByteMs?: number;
  /** Milliseconds before each piece of the body. Default is 0. */
  readonly latencyMs?: number;
  /** At most so many milliseconds more before each piece. Default is 0. */
  readonly jitterMs?: number;
  /** Makes the jitter: every answer has the same row of them. A whole number; default is 1. */
  readonly seed?: number;
  /** How much of the body goes out in a second, from 1 on. Default is as much as there is. */
  readonly bytesPerSecond?: number;
  /** The largest piece of the body, in bytes from 1 on, each in a packet of its own. Default is a twentieth of a second's, at most 16384. */
  readonly sliceBytes?: number;
  /** How much of the body comes, in bytes; half of it where it is `'half'`. Default is all. */
  readonly limitBytes?: number | 'half';
  /**
   * What comes after that: `end` the connection in order, `reset` it, `hang` for ever, or go on without `end` with bytes that mean
   * nothing (`endless`). Default is `end`.
   */
  readonly ending?: 'end' | 'reset' | 'hang' | 'endless';
}
