import { Secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { nodeMd5 } from './md5.ts';
import type { Md5 } from './md5.ts';

/** What is signed besides the values. */
export interface HashlockDigestOptions {
  /** `hashExpire`, in seconds since the epoch. Absent: the vendor then never lets it expire. */
  readonly expires?: number;
  readonly secret: SecretInput;
  readonly md5?: Md5;
}

/**
 * The vendor's bare algorithm: the MD5 of the values, the expiry if any, and the secret, joined with `|`. For test vectors and for
 * migration. It signs what it is given: names are not signed, and `a|b` signs like `a` and `b`. `mintHashlock` is the strict one.
 *
 * @param values The values of the parameters, in the order of the response.
 * @returns 32 lower-case hex digits.
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated), the authentication response.
 */
export function hashlockDigest(
  values: readonly string[],
  { expires, secret, md5 = nodeMd5 }: HashlockDigestOptions,
): string {
  const key = secret instanceof Secret ? secret.reveal() : secret;
  const base = values.join('|');
  return md5(expires === undefined ? `${base}|${key}` : `${base}|${expires}|${key}`);
}
