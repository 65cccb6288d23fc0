import type { Observable } from '@playgate/client';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * Reads an observable and renders again when it changes.
 *
 * @param observable Must keep its identity between renders.
 */
export function useObservable<T>(observable: Observable<T>): T {
  const subscribe = useCallback(
    (listener: () => void) => observable.subscribe(listener),
    [observable],
  );
  const get = (): T => observable.get();
  return useSyncExternalStore(subscribe, get, get);
}
