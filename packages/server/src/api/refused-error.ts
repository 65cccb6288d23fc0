import { parseRetryAfter } from './parse-retry-after.ts';
import type { ServerError } from '../server-error.ts';
import type { ApiRun } from './api-run.ts';
import { readApiBody } from './read-api-body.ts';
import type { VendorStatusCode } from './vendor-api.ts';

/** What each code says, and what to do. */
const SENTENCES: Readonly<Record<VendorStatusCode, readonly [says: string, todo: string]>> = {
  vendor_credentials: ['refuses the key', 'Check that it is live and belongs to this account.'],
  vendor_forbidden: ['does not allow this key to do that', 'Use one that may.'],
  vendor_not_found: ['knows no such thing', 'Check the ids.'],
  vendor_request: ['does not take the request', 'Check what was asked for.'],
  vendor_conflict: ['holds something that is in the way', 'Read what is there first.'],
  vendor_limit: ['holds as many of these as it allows', 'Delete one first.'],
  vendor_address: ["takes no calls from this server's address", 'Have the address listed.'],
  vendor_rate_limited: ['had too many calls', 'Wait before the next.'],
  vendor_not_implemented: ['has not built this', 'Do without it.'],
  vendor_status: ['failed', 'Try again later.'],
};

/** The largest error body that is read, in bytes. */
const LARGEST_REFUSAL = 65_536;

/** The error for an answer that is no 2xx. Its status stands, whatever the body is. */
export async function refusedError(
  { api: { codes, readRefusal, clock }, correlationId, fail }: ApiRun,
  response: Response,
  signal: AbortSignal,
): Promise<ServerError> {
  const { status, headers } = response;
  // A redirect that the runtime hides has the status 0.
  if (status < 400)
    return fail('vendor_response', `answered with a redirect (${status}). Check its address.`, {
      status,
    });
  const body = await errorBody(response, signal);
  const refusal = readRefusal?.(status, body, correlationId);
  const { reason, code = codes[status] ?? codeOf(status) } = refusal ?? {};
  const retryAfterSeconds = parseRetryAfter(headers.get('retry-after'), clock.now());
  const [says, todo] = SENTENCES[code];
  const given = reason === undefined ? `${status}` : `${status} ${reason}`;
  return fail(code, `${says} (${given}). ${todo}`, {
    status,
    ...(reason !== undefined && { reason }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Read in any case, which leaves the connection fit for the next call. */
async function errorBody(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return (await readApiBody(response, LARGEST_REFUSAL, signal)).value;
  } catch {
    // The time is up or the caller is gone. The status says it all.
    return undefined;
  }
}

function codeOf(status: number): VendorStatusCode {
  switch (status) {
    case 401:
      return 'vendor_credentials';
    case 403:
      return 'vendor_forbidden';
    case 404:
      return 'vendor_not_found';
    case 400:
    case 422:
      return 'vendor_request';
    case 409:
      return 'vendor_conflict';
    case 429:
      return 'vendor_rate_limited';
    case 501:
      return 'vendor_not_implemented';
    default:
      return 'vendor_status';
  }
}
