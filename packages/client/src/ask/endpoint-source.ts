import { PASS_REQUEST_HEADER, parsePass } from '@playgate/protocol';
import { askJson } from './ask-json.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { PassSource } from './pass-source.ts';

/** Options of `endpointSource`. */
export interface EndpointSourceOptions {
  /** Default: the `fetch` of the page. */
  readonly fetch?: typeof globalThis.fetch;
  /** For a Retry-After that is a date. */
  readonly clock?: Clock;
}

/**
 * Asks a pass handler of `@playgate/server`, or any endpoint that speaks its protocol.
 *
 * @param url Of the handler. Relative to the page, or absolute.
 */
export function endpointSource(
  url: string | URL,
  { fetch = globalThis.fetch, clock = systemClock }: EndpointSourceOptions = {},
): PassSource {
  const headers = {
    'Content-Type': 'application/json',
    [PASS_REQUEST_HEADER.name]: PASS_REQUEST_HEADER.value,
  };
  return async ({ asset, params }, { signal, answer, fresh }) => {
    const body = JSON.stringify({ version: 1, asset, params, answer, fresh: fresh || undefined });
    return parsePass(await askJson(fetch, url, { method: 'POST', headers, body, signal }, clock));
  };
}
