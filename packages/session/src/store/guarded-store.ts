import { isServerError, ServerError } from '@playgate/server';
import type { Store } from '@playgate/server';

/** A store whose failures have one code, `store_unavailable`: they are answered 503, and never pass for "there is nothing". */
export function guardedStore(store: Store): Store {
  return {
    get: (key) => guarded(() => store.get(key)),
    set: (key, value, ttlMs) => guarded(() => store.set(key, value, ttlMs)),
    delete: (key) => guarded(() => store.delete(key)),
    replace: (key, expected, value, ttlMs) =>
      guarded(() => store.replace(key, expected, value, ttlMs)),
    add: (key, amount, ttlMs) => guarded(() => store.add(key, amount, ttlMs)),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isServerError(cause)) throw cause;
    // No cause: a client's error may hold the command, and so the key and the value.
    throw new ServerError(
      'store_unavailable',
      'The store of sessions cannot be reached. Check it; everything goes on when it is back.',
    );
  }
}
