import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import type { Arrival, Pending } from '../core/pending.ts';
import { useObservable } from '../use-observable.ts';

const AWAITED: Observable<Arrival<never>> = createObservable<Arrival<never>>({});

/**
 * Holds a lease and waits for what it brings.
 *
 * @throws {ClientError} `config` into the nearest error boundary if it could not be loaded.
 */
export function usePending<T>(lease: Observable<Pending<T> | undefined>): T | undefined {
  const pending = useObservable(lease);
  const arrival: Observable<Arrival<T>> = pending?.arrival ?? AWAITED;
  const { value, error } = useObservable(arrival);
  if (error !== undefined) throw error;
  return value;
}
