import type { ApiAuthorization, ApiCredentials } from '../vendor-api.ts';

/** The vendor refused a key while the other may still do. Names the key, never its text. */
export interface KeyRefusal {
  readonly key: string;
}

/**
 * Keeps one or two live keys, so that a rotation at the vendor needs no downtime: a call that the first is refused for (401) is made once
 * more with the other, which then goes first.
 */
export function createKeyRing(
  keys: readonly [ApiCredentials, (ApiCredentials | undefined)?],
  onKeyRefused: (refusal: KeyRefusal) => void,
): ApiAuthorization {
  let [first, second] = keys;
  return {
    authorize: () => Promise.resolve(first),
    refused(used) {
      if (second === undefined) return false;
      // Another call that was under way may have put the other key first already.
      if (used.key === first.key) [first, second] = [second, first];
      onKeyRefused({ key: used.key ?? '' });
      return true;
    },
  };
}
