import type { ApiFailure } from './api-failure.ts';
import type { ApiRequest } from './api-request.ts';
import { networkFault } from './network-fault.ts';
import { readApiBody } from './read-api-body.ts';
import type { CheckedSettings } from './read-vendor-api-settings.ts';
import { refusedError } from './refused-error.ts';
import { untilAborted } from './until-aborted.ts';
import type { ApiAnswer } from './vendor-api.ts';

/** The largest answer that is read unless a call says otherwise, in bytes. */
const LARGEST_ANSWER = 1_048_576;

/**
 * Sends a request once and reads what comes.
 *
 * @param seen Told the status as soon as it is known.
 * @throws {ServerError} A code that starts with `vendor_`; or the signal's reason.
 */
export async function attemptCall(
  api: CheckedSettings,
  request: ApiRequest & { readonly largestAnswer?: number | undefined },
  fail: ApiFailure,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const response = await send(api.fetch, request, fail, signal);
  const { status, headers } = response;
  if (!response.ok) throw await refusedError(response, api, fail, signal);
  const body = await readApiBody(response, request.largestAnswer ?? LARGEST_ANSWER, signal);
  if (body.kind === 'bad') throw fail('vendor_response', body.problem, { status });
  return { status, headers, body: body.value };
}

async function send(
  fetch: typeof globalThis.fetch,
  { url, init }: ApiRequest,
  fail: ApiFailure,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await untilAborted(fetch(url, { ...init, signal }), signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const fault = networkFault(error);
    const named = fault === undefined ? '' : ` (${fault})`;
    // No cause: it may hold the request with its headers, or a piece of the answer.
    throw fail('vendor_connection', `could not be reached${named}. Check the network.`);
  }
}
