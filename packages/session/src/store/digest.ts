import { createHash } from 'node:crypto';

/** SHA-256 of a text, in base64url: what stands in the store for a value that only its holder shall know. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
