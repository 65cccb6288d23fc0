import { absoluteUrl, fetchThrough } from '@playgate/client/adapter';
import type { Gate } from '@playgate/client/adapter';
import { matchOrigins } from './fetch-options.ts';
import type { FetchOptions } from './fetch-options.ts';

/** Makes a `fetch` that goes through a gate where the origin is one of those named. */
export function fetchWith(
  gate: Pick<Gate, 'authorizer' | 'pass'>,
  options: FetchOptions,
): typeof globalThis.fetch {
  const {
    kind = () => undefined,
    fetch = (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init),
  } = options;
  const isOurs = matchOrigins(options);
  const ours = fetchThrough(gate, { fetch, kind, reload: () => {} });
  return async (input, init) => {
    // Spelled as a browser will: a host in capitals is the same, and so is one with its own port.
    const { href } = new URL(input instanceof Request ? input.url : absoluteUrl(String(input)));
    return isOurs(href) ? ours(input, init) : fetch(input, init);
  };
}
