import type { EpochMs } from '@playgate/protocol';
import { parseRetryAfter } from './parse-retry-after.ts';
import { readAtMost } from './read-at-most.ts';
import type { Secret } from './secret.ts';
import { ServerError } from './server-error.ts';
import type { ServerErrorCode } from './server-error.ts';

/** How a vendor's API is called. */
export interface VendorCaller {
  /** The vendor's name, for errors. */
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
  /** How long one call may take, body included, in milliseconds. */
  readonly timeoutMs: number;
}

/** One call. */
export interface VendorCall {
  readonly url: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly key: Secret;
  /** Sent by POST as JSON. Absent: a GET. */
  readonly body?: unknown;
  readonly now: EpochMs;
  readonly signal: AbortSignal;
}

/** The largest answer that is read, in bytes. */
const LARGEST_ANSWER = 65_536;

/**
 * Calls a vendor's API and reads its JSON. Never follows a redirect, and says in the error's code whether the vendor answered an HTTP
 * error, nothing, too late, or something else than its API promises. Nothing of the vendor's answer gets into an error.
 *
 * @throws {ServerError} A code that starts with `vendor_`; `aborted` when the signal is.
 */
export async function callVendor(caller: VendorCaller, call: VendorCall): Promise<unknown> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), caller.timeoutMs);
  const signal = AbortSignal.any([call.signal, deadline.signal]);
  try {
    call.signal.throwIfAborted();
    return await Promise.race([ask(caller, call, signal), stop(signal)]);
  } catch (cause) {
    if (call.signal.aborted) throw new ServerError('aborted', 'The caller went away.', { cause });
    if (deadline.signal.aborted)
      throw new ServerError('vendor_timeout', `${caller.name} did not answer in time.`, { cause });
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

async function ask(caller: VendorCaller, call: VendorCall, signal: AbortSignal): Promise<unknown> {
  const response = await send(caller, call, signal);
  await checkStatus(response, caller, call.now);
  return readAnswer(response, caller);
}

/** A fetch of the application's own may not heed the signal. */
function stop(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function send(
  { fetch, name }: VendorCaller,
  { url, key, body }: VendorCall,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${key.reveal()}` };
  try {
    return await fetch(url, {
      ...(body === undefined
        ? { method: 'GET', headers }
        : {
            method: 'POST',
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          }),
      // Not followed, and an error below. "error" would say the same, but Workers do not have it.
      redirect: 'manual',
      signal,
    });
  } catch (cause) {
    throw new ServerError('vendor_connection', `${name} could not be reached.`, { cause });
  }
}

async function checkStatus(
  response: Response,
  { name }: VendorCaller,
  now: EpochMs,
): Promise<void> {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return;
  // The status says it all, also when the rest of the answer broke off.
  await response.body?.cancel().catch(() => undefined);
  const retryAfterSeconds = parseRetryAfter(headers.get('retry-after'), now);
  throw new ServerError(codeOf(status), `${name} answered with status ${status}.`, {
    status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

function codeOf(status: number): ServerErrorCode {
  if (status < 400) return 'vendor_response';
  if (status === 401 || status === 403) return 'vendor_credentials';
  if (status === 404) return 'vendor_not_found';
  return status === 429 ? 'vendor_rate_limited' : 'vendor_status';
}

async function readAnswer(response: Response, { name }: VendorCaller): Promise<unknown> {
  const bytes = await readAtMost(response.body, LARGEST_ANSWER).catch((cause: unknown) => {
    throw new ServerError('vendor_response', `${name} broke its answer off.`, { cause });
  });
  if (bytes === undefined)
    throw new ServerError('vendor_response', `${name} answered more than ${LARGEST_ANSWER} bytes.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // No cause: the parser's message quotes what it read.
    throw new ServerError('vendor_response', `${name} answered something else than JSON.`);
  }
}
