import type { Clock } from '../clock.ts';
import type { Moment } from './elapsed.ts';

/** How long one look at the monotonic clock holds, in milliseconds of the wall clock. */
const LOOK_MS = 1000;

/**
 * Time since a moment, cheap to ask for often: as `elapsed`, but the monotonic clock, which takes longest to read, is looked at once a
 * second. Only a wall clock that is set back by less than that, and within it, goes unseen until the next look.
 */
export class Age {
  readonly #since: Moment;
  readonly #clock: Clock;
  /** How far the monotonic clock was ahead at the last look. */
  #lead = 0;
  /** What the wall clock had counted then. */
  #looked = NaN;

  constructor(since: Moment, clock: Clock) {
    this.#since = since;
    this.#clock = clock;
  }

  /** Milliseconds. */
  get ms(): number {
    const wall = this.#clock.now() - this.#since.wall;
    const unseen = wall - this.#looked;
    if (!(unseen >= 0 && unseen < LOOK_MS)) {
      this.#lead = Math.max(this.#clock.monotonic() - this.#since.monotonic - wall, 0);
      this.#looked = wall;
    }
    return wall + this.#lead;
  }
}
