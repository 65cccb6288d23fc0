import { useState } from 'react';

/** Keeps the identity of a JSON value for as long as its content is the same, so that props may be written inline. */
export function useStable<T>(value: T): T {
  const [held, hold] = useState(value);
  if (held === value || JSON.stringify(held) === JSON.stringify(value)) return held;
  hold(value);
  return value;
}
