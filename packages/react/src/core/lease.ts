import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';

/**
 * Something that lives only while somebody is subscribed: made for the first subscriber, disposed of after the last one left.
 * The value is `undefined` in between, and so on a server, where nobody subscribes.
 */
export function createLease<T extends { dispose(): void }>(
  create: () => T,
): Observable<T | undefined> {
  const current = createObservable<T | undefined>(undefined);
  let holders = 0;
  const settle = (): void => {
    if (holders > 0) return;
    current.get()?.dispose();
    current.set(undefined);
  };
  return {
    get: current.get,
    subscribe(listener) {
      if (current.get() === undefined) current.set(create());
      const unsubscribe = current.subscribe(listener);
      holders += 1;
      let holding = true;
      return () => {
        if (!holding) return;
        holding = false;
        unsubscribe();
        holders -= 1;
        // StrictMode lets go and takes hold again within one task: that must not cost a second pass.
        queueMicrotask(settle);
      };
    },
  };
}
