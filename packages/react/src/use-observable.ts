import type { Observable } from '@playgate/client';
import { useSyncExternalStore } from 'react';

/**
 * Reads an observable and renders again when it changes.
 *
 * @param observable Must keep its identity between renders.
 */
export function useObservable<T>({ subscribe, get }: Observable<T>): T {
  return useSyncExternalStore(subscribe, get, get);
}
