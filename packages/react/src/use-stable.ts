import { useState } from 'react';

/** Keeps the identity of a JSON value for as long as its content is the same, so that props may be written inline. */
export function useStable<T>(value: T): T {
  const key = JSON.stringify(value);
  const [held, hold] = useState({ key, value });
  if (held.key === key) return held.value;
  hold({ key, value });
  return value;
}
