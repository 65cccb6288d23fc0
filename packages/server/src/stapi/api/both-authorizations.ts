import type { ApiAuthorization, ApiCredentials } from '../../api/vendor-api.ts';

/** Sends two credentials with each call. What is refused may have been either, so both are asked for another. */
export function bothAuthorizations(
  one: ApiAuthorization,
  other: ApiAuthorization,
): ApiAuthorization {
  const sent = new WeakMap<ApiCredentials, readonly [ApiCredentials, ApiCredentials]>();
  return {
    async authorize(signal) {
      const pair = [await one.authorize(signal), await other.authorize(signal)] as const;
      const [first, second] = pair;
      const merged: ApiCredentials = {
        ...first,
        ...second,
        headers: { ...first.headers, ...second.headers },
        query: { ...first.query, ...second.query },
      };
      sent.set(merged, pair);
      return merged;
    },
    refused(credentials) {
      const pair = sent.get(credentials);
      if (pair === undefined) return false;
      const [first, second] = [one.refused?.(pair[0]), other.refused?.(pair[1])];
      return first === true || second === true;
    },
  };
}
