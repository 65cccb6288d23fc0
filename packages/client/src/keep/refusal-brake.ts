/** How many passes may be asked for because the one before was refused, within a minute and with none accepted in between. */
const MOST = 3;
const WITHIN_MS = 60_000;

/** Counts passes that were refused in a row. */
export class RefusalBrake {
  #times: number[] = [];

  /**
   * Counts one more.
   *
   * @param now On the monotonic clock.
   * @returns `false` when they are too many.
   */
  count(now: number): boolean {
    this.#times = this.#times.filter((at) => now - at < WITHIN_MS);
    return this.#times.push(now) <= MOST;
  }

  reset(): void {
    this.#times = [];
  }
}
