import type { Authorizer } from '@playgate/client';
import { fetchWith } from './fetch-with.ts';
import type { FetchOptions } from './fetch-options.ts';

/**
 * Makes a `fetch` that puts the pass on requests to the named origins, waits for it, and sends again what was refused.
 *
 * @param authorizer `client.authorizer({ asset })`, which stays yours.
 * @returns It rejects with the `ClientError` in a final state.
 * @throws {ClientError} `config`
 */
export function createAuthorizedFetch(
  authorizer: Authorizer,
  options: FetchOptions,
): typeof globalThis.fetch {
  return fetchWith(
    {
      authorizer,
      pass: (passage) => authorizer.ready(passage),
    },
    options,
  );
}
