import type { CustomFetchOptions } from 'oauth4webapi';
import type { CallOptions } from '../api/call-options.ts';
import { createVendorApi } from '../api/create-vendor-api.ts';
import { parseApiUrl } from '../api/parse-api-url.ts';
import { readOAuthRefusal } from '../api/tokens/read-oauth-refusal.ts';
import type { VendorApi, VendorApiOptions } from '../api/vendor-api.ts';

/** A `fetch` for oauth4webapi. */
export type OAuthFetch = (
  url: string,
  options: CustomFetchOptions<'POST', URLSearchParams>,
) => Promise<Response>;

/** How one call goes. */
export interface OAuthCallOptions extends CallOptions {
  /** Whether a repeat does no harm. A code and a refresh token are good once. */
  readonly repeatable: boolean;
  /** How long it may take, repeats included, in milliseconds. Default: no bound. */
  readonly withinMs?: number;
  /** What it is about, such as `video:<id>`: for usage counters. */
  readonly resource?: string;
}

/** Gives each call the `fetch` that oauth4webapi makes its request with. */
export type OAuthTransport = (call: OAuthCallOptions) => OAuthFetch;

/** The largest answer that is read, in bytes. */
const LARGEST_ANSWER = 65_536;

/**
 * Lets oauth4webapi spell out the requests and check the answers, while they travel like all other calls: with a deadline, bounds,
 * events, no redirect, and errors that quote nothing. An OAuth error arrives as a `ServerError` and never becomes a `Response`.
 *
 * @param whose As in `Vendor.id`, and its name for messages.
 */
export function createOAuthTransport(
  options: VendorApiOptions,
  whose: { readonly vendor: string; readonly name: string },
): OAuthTransport {
  const apis = new Map<string, VendorApi>();
  const apiAt = (origin: string): VendorApi => {
    const api =
      apis.get(origin) ??
      createVendorApi({ ...options, ...whose, readRefusal: readOAuthRefusal, baseUrl: origin });
    apis.set(origin, api);
    return api;
  };
  return (call) =>
    async (url, { body, headers }) => {
      const { origin, pathname } = parseApiUrl(url, 'The endpoint');
      const { authorization } = headers;
      const answer = await apiAt(origin).call({
        ...call,
        method: 'POST',
        path: { text: pathname, pattern: pathname },
        form: body,
        ...(authorization !== undefined && { headers: { Authorization: authorization } }),
        maxAnswerBytes: LARGEST_ANSWER,
      });
      const { status } = answer;
      // What oauth4webapi looks at: the status, the type and the JSON.
      return answer.body === undefined
        ? new Response(null, { status })
        : Response.json(answer.body, { status });
    };
}
