import type { ClientError } from '../client-error.ts';

/** Who follows a keeper. */
export interface PassWatcher<Keeper> {
  /** Whether it waits for a pass. */
  isWaiting(): boolean;
  /** Whether a pass is of no use to it, until its viewer retries. */
  isStopped(): boolean;
  /** What is held, or what is known of the next pass, has changed. With an error: no further try is made by itself. */
  changed(error?: ClientError): void;
  /** The network or the page is back. */
  wake?(): void;
  /** Somebody has signed in. */
  enter?(): void;
  /** The pass that came opens once, and somebody else has it: follow this keeper instead. */
  moveTo(keeper: Keeper): void;
}

/** Those who follow a keeper, in the order in which they came. */
export class PassWatchers<Keeper> {
  readonly #watchers = new Set<PassWatcher<Keeper>>();

  get size(): number {
    return this.#watchers.size;
  }

  /** Whether some of them have use for a pass. */
  get areActive(): boolean {
    return [...this.#watchers].some((watcher) => !watcher.isStopped());
  }

  /** Whether there are some, and none of them has. */
  get areStopped(): boolean {
    return this.size > 0 && !this.areActive;
  }

  get areWaiting(): boolean {
    return [...this.#watchers].some((watcher) => watcher.isWaiting());
  }

  add(watcher: PassWatcher<Keeper>): void {
    this.#watchers.add(watcher);
  }

  /** Answers whether it was there. */
  delete(watcher: PassWatcher<Keeper>): boolean {
    return this.#watchers.delete(watcher);
  }

  tell(error?: ClientError): void {
    this.#each((watcher) => watcher.changed(error));
  }

  wake(): void {
    this.#each((watcher) => watcher.wake?.());
  }

  enter(): void {
    this.#each((watcher) => watcher.enter?.());
  }

  /** All but the first move to keepers of their own. */
  split(create: () => Keeper): void {
    const [, ...others] = this.#watchers;
    for (const watcher of others) {
      this.#watchers.delete(watcher);
      watcher.moveTo(create());
    }
  }

  /** Whoever is called may take others away: they are not called any more. */
  #each(call: (watcher: PassWatcher<Keeper>) => void): void {
    for (const watcher of [...this.#watchers]) if (this.#watchers.has(watcher)) call(watcher);
  }
}
