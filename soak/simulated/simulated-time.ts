interface Due {
  readonly at: number;
  readonly call: () => void;
}

/** Resolves when everything that is only promises away has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The time of a simulation. It jumps from one thing that is due to the next, so hours take seconds. The machine may sleep: the world goes
 * on then, and the machine's own counter stands still.
 */
export class SimulatedTime {
  #awakeMs = 0;
  #asleepMs = 0;
  /** In the order in which they are due. */
  readonly #due: Due[] = [];

  /** Milliseconds of the world since the start. */
  get world(): number {
    return this.#awakeMs + this.#asleepMs;
  }

  /** Milliseconds that the machine was awake. */
  get awake(): number {
    return this.#awakeMs;
  }

  /** Calls once, after so many milliseconds awake. Gives what takes that back. */
  after(delayMs: number, call: () => void): () => void {
    const due = { at: this.#awakeMs + Math.max(delayMs, 0), call };
    const later = this.#due.findIndex(({ at }) => at > due.at);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, due);
    return () => {
      const index = this.#due.indexOf(due);
      if (index >= 0) this.#due.splice(index, 1);
    };
  }

  /** The machine sleeps. */
  sleep(ms: number): void {
    this.#asleepMs += ms;
  }

  /** Lets everything happen that is due before that time of the world. */
  async runUntil(world: number): Promise<void> {
    await settled();
    for (let next = this.#due[0]; next !== undefined; next = this.#due[0]) {
      if (next.at + this.#asleepMs > world) return;
      this.#due.shift();
      this.#awakeMs = next.at;
      next.call();
      await settled();
    }
  }
}
