import type { Authorizer } from '@playgate/client';
import { createProtection } from '@playgate/client/adapter';
import type { Protection } from '@playgate/client/adapter';
import { fetchWith } from './fetch-with.ts';
import type { FetchOptions } from './fetch-options.ts';

/**
 * Puts a player behind a lock that loads by the page's own `fetch` and has no hook for requests, as the engine of video.js 10: requests of
 * the page to the named origins get the pass. Those of everybody, so name the origins of the media only, and one player at a time.
 *
 * In a final state requests are rejected with the `ClientError`.
 *
 * @param authorizer `client.authorizer({ asset })`. It is disposed of with the protection.
 * @param page Default: this one.
 * @throws {ClientError} `config`
 */
export function protectFetch(
  authorizer: Authorizer,
  options: FetchOptions,
  page: { fetch: typeof globalThis.fetch } = globalThis,
): Protection {
  const before = page.fetch;
  return createProtection(authorizer, (gate) => {
    const ours = fetchWith(
      { authorizer, pass: (passage) => gate.enter(passage) },
      { fetch: (input, init) => before(input, init), ...options },
    );
    page.fetch = ours;
    return {
      end: { stop: () => {}, resume: () => {} },
      undo: [
        () => {
          if (page.fetch === ours) page.fetch = before;
        },
      ],
    };
  });
}
