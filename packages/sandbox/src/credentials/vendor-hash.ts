import { createHash } from 'node:crypto';

/** What the vendor makes of the text of a `hash` parameter. */
export type HashFinding =
  | {
      readonly verdict: 'ok' | 'expired';
      /** The parameter named `user`. */
      readonly viewer?: string;
      /** Seconds since 1970; absent when the credential never expires. */
      readonly expires?: number;
    }
  | { readonly verdict: 'wrong' }
  | { readonly verdict: 'malformed' };

interface ReadHash {
  /** What the digest was made of, in the order of the array, without the secret. */
  readonly values: readonly string[];
  readonly hash: string;
  readonly expires?: string;
  readonly viewer?: string;
}

/**
 * Checks an authentication response the way the vendor's test page does: only values count, their names do not, so it
 * accepts credentials that a careful verifier would not.
 *
 * @param text A JSON array of single-key objects.
 * @param secret The lock's.
 * @param nowSeconds Seconds since 1970.
 * @see IBM Video Streaming, "Implementing the authentication response".
 */
export function checkVendorHash(text: string, secret: string, nowSeconds: number): HashFinding {
  const read = readHash(text);
  if (!read) return { verdict: 'malformed' };
  const { values, hash, expires, viewer } = read;
  const digest = createHash('md5')
    .update(`${values.join('|')}|${secret}`, 'utf8')
    .digest('hex');
  if (digest !== hash) return { verdict: 'wrong' };
  const named = viewer !== undefined && { viewer };
  if (expires === undefined) return { verdict: 'ok', ...named };
  const seconds = Number(expires);
  const verdict = seconds > nowSeconds ? 'ok' : 'expired';
  return { verdict, expires: seconds, ...named };
}

function readHash(text: string): ReadHash | undefined {
  const list = parseArray(text);
  const values: string[] = [];
  const found: { hash?: string; expires?: string; viewer?: string } = {};
  let parameters = 0;
  for (const one of list ?? []) {
    const pairs = pairsOf(one);
    if (!pairs) return undefined;
    for (const [name, value] of pairs) {
      if (name === 'hash') found.hash = value;
      else values.push(value);
      if (name === 'hashExpire') found.expires = value;
      else if (name !== 'hash') parameters += 1;
      if (name === 'user') found.viewer = value;
    }
  }
  if (found.hash === undefined) return undefined;
  // Joining no parameters gives an empty text, and its separator stays.
  return { ...found, hash: found.hash, values: parameters === 0 ? ['', ...values] : values };
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    // Not JSON is one more way of not being an array.
    return undefined;
  }
}

/** One parameter, or the control members alone or together; anything else in an object does not verify. */
function pairsOf(one: unknown): readonly (readonly [string, string])[] | undefined {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return undefined;
  const pairs = Object.entries(one);
  const isControl = pairs.every(([name]) => name === 'hash' || name === 'hashExpire');
  const isScalar = pairs.every(([, value]) => typeof value === 'string' || Number.isFinite(value));
  if (pairs.length === 0 || !isScalar || (pairs.length > 1 && !isControl)) return undefined;
  return pairs.map(([name, value]) => [name, String(value)]);
}
