import { digest } from './digest.ts';

/** Tells sessions apart in logs. It opens nothing, and does not lead back to the key of the store. */
export function sessionTag(key: string): string {
  return digest(key).slice(0, 16);
}
