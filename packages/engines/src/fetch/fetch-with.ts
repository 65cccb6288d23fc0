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
  return (input, init) => {
    const url = input instanceof Request ? input.url : absoluteUrl(String(input));
    return isOurs(url) ? ours(input, init) : fetch(input, init);
  };
}
