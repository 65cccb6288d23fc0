/** A value that changes. Its functions need no `this`, and `get` is stable between changes, so that both suit `useSyncExternalStore`. */
export interface Observable<T> {
  /** The value now. The same reference until it changes. */
  get(this: void): T;
  /**
   * Calls the listener after each change.
   *
   * @returns Ends the subscription. Calling it again does nothing.
   */
  subscribe(this: void, listener: () => void): () => void;
}

/** An observable whose owner can set it. */
export interface WritableObservable<T> extends Observable<T> {
  set(value: T): void;
}

/** @param heard Called when somebody subscribes. */
export function createObservable<T>(initial: T, heard: () => void): WritableObservable<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      current = value;
      for (const listener of [...listeners]) if (listeners.has(listener)) tell(listener);
    },
    subscribe(call) {
      const listener = () => call();
      listeners.add(listener);
      heard();
      return () => void listeners.delete(listener);
    },
  };
}

/** Calls what is not ours. If it throws, nothing of ours fails: its error is reported as uncaught. */
export function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
