import { ClientError, createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';

/** Something on its way: neither, then one of the two. */
export interface Arrival<T> {
  readonly value?: T;
  readonly error?: ClientError;
}

/** Something made of code that is loaded first. */
export interface Pending<T> {
  readonly arrival: Observable<Arrival<T>>;
  dispose(): void;
}

/**
 * Loads code and makes something with it, unless it is disposed of before.
 *
 * @param name The package that is loaded, for the error.
 */
export function createPending<M, T extends { dispose(): void }>(
  name: string,
  load: () => Promise<M>,
  make: (module: M) => T,
): Pending<T> {
  const arrival = createObservable<Arrival<T>>({});
  let disposed = false;
  const arrive = (module: M): void => {
    if (!disposed) arrival.set({ value: make(module) });
  };
  const fail = (cause: unknown): void => {
    if (!disposed) arrival.set({ error: loadError(name, cause) });
  };
  void load().then(arrive).catch(fail);
  return {
    arrival,
    dispose() {
      disposed = true;
      arrival.get().value?.dispose();
    },
  };
}

function loadError(name: string, cause: unknown): ClientError {
  return new ClientError(
    'config',
    `${name} could not be loaded or set up. Install it beside @playgate/react, and see the cause.`,
    { cause },
  );
}
