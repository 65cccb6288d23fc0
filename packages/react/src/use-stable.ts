import { useState } from 'react';

/** Keeps the identity of a JSON value for as long as its content is the same, so that props may be written inline. */
export function useStable<T>(value: T): T {
  const next = { key: JSON.stringify(value), value };
  const [held, hold] = useState(next);
  if (held.key === next.key) return held.value;
  hold(next);
  return value;
}
