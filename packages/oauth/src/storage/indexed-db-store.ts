import type { KeyValueStore } from './key-value-store.ts';

const STORE = 'values';

/** A store in IndexedDB. It opens the database for each change: an open one can keep a page from the back/forward cache. */
export function indexedDbStore(factory: IDBFactory, name = 'playgate-oauth'): KeyValueStore {
  return {
    async update(key, change) {
      const opening = factory.open(name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      const database = await settled(opening);
      try {
        const transaction = database.transaction(STORE, 'readwrite');
        const values = transaction.objectStore(STORE);
        const reading = values.get(key);
        reading.onsuccess = () => {
          const { result }: { result: unknown } = reading;
          try {
            const next = change(result);
            if (next === undefined) values.delete(key);
            else if (next !== result) values.put(next, key);
          } catch (error) {
            // A key that cannot be cloned, for one.
            failure = error;
            transaction.abort();
          }
        };
        let failure: unknown;
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(failure ?? transaction.error);
        });
      } finally {
        database.close();
      }
    },
  };
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
