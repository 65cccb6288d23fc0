import type { Locks } from '../environment.ts';

/** A Web Lock that is waited for, or held. */
export interface TakenLock {
  readonly isHeld: () => boolean;
  /** Resolves once it is held. Never, where there are no locks, or somebody holds it for ever. */
  readonly granted: Promise<void>;
  /** Gives it back, or waits no longer. */
  release(): void;
}

/** Asks for a lock. A lock only makes waiting shorter: whoever waits must be content without it. */
export function takeLock(locks: Locks | undefined, name: string): TakenLock {
  const abort = new AbortController();
  let isHeld = false;
  let free = (): void => {};
  const granted = new Promise<void>((resolve) => {
    const hold = (): Promise<void> => {
      isHeld = true;
      resolve();
      return new Promise((done) => {
        free = done;
      });
    };
    // Rejected when it is waited for no longer, and where pages may not have locks.
    locks?.request(name, { signal: abort.signal }, hold).catch(() => {});
  });
  return {
    isHeld: () => isHeld,
    granted,
    release() {
      abort.abort();
      free();
    },
  };
}
