import type { Secret } from '../secret.ts';
import { isServerError } from '../server-error.ts';

/** The vendor refused a key while the other may still do. Names the key, never its text. */
export interface KeyRefusal {
  readonly key: 'current' | 'next';
}

/** A key with the name of its option. */
export interface NamedKey extends KeyRefusal {
  readonly secret: Secret;
}

/** Calls with a key that the vendor takes. */
export type WithKey = <T>(call: (key: Secret) => Promise<T>) => Promise<T>;

/**
 * Keeps one or two live keys, so that a rotation at the vendor needs no downtime: a call that the first is refused for (401) is made once
 * more with the other, which then goes first.
 */
export function createKeyRing(
  keys: readonly [NamedKey] | readonly [NamedKey, NamedKey],
  onKeyRefused: (refusal: KeyRefusal) => void,
): WithKey {
  let order = keys;
  return async (call) => {
    const [first, second] = order;
    try {
      return await call(first.secret);
    } catch (error) {
      if (second === undefined || !isServerError(error) || error.status !== 401) throw error;
      onKeyRefused({ key: first.key });
      const answer = await call(second.secret);
      order = [second, first];
      return answer;
    }
  };
}
