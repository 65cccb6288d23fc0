/** A map that forgets its oldest entries. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): boolean;
  values(): readonly V[];
}

export function createBoundedMap<K, V>(limit: number = 1000): BoundedMap<K, V> {
  const map = new Map<K, V>();
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.set(key, value);
      for (const oldest of map.keys())
        if (map.size > limit) map.delete(oldest);
        else break;
    },
    delete: (key) => map.delete(key),
    values: () => [...map.values()],
  };
}
