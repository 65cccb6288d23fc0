import type { ApiRun } from './api-run.ts';
import type { ApiRequest } from './api-request.ts';
import { networkFault } from './network-fault.ts';
import { readApiBody } from './read-api-body.ts';
import { refusedError } from './refused-error.ts';
import { untilAborted } from './until-aborted.ts';
import type { ApiAnswer } from './vendor-api.ts';

/** The largest answer that is read unless a call says otherwise, in bytes. */
const LARGEST_ANSWER = 1_048_576;

/**
 * Sends a call once and reads what comes.
 *
 * @throws {ServerError} A code that starts with `vendor_`; or the signal's reason.
 */
export async function attemptCall(
  run: ApiRun,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const { call, correlationId, fail } = run;
  const response = await send(run, request, signal);
  const { status, headers, ok } = response;
  if (!ok) throw await refusedError(run, response, signal);
  const body = await readApiBody(response, call.maxAnswerBytes ?? LARGEST_ANSWER, signal);
  if (body.kind === 'bad') throw fail('vendor_response', body.problem, { status });
  return { status, headers, body: body.value, correlationId };
}

async function send(
  { api: { fetch }, fail }: ApiRun,
  { url, init }: ApiRequest,
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
