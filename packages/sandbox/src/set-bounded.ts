/** Sets an entry of a map that must not grow for ever: the oldest makes room. */
export function setBounded<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  limit: number = 20_000,
): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys())
    if (map.size > limit) map.delete(oldest);
    else break;
}
