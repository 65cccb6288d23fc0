import { isServerError } from '../server-error.ts';
import { apiFailure } from './api-failure.ts';
import type { ApiFailure } from './api-failure.ts';
import { apiRequest } from './api-request.ts';
import { attemptCall } from './attempt-call.ts';
import { pauseBeforeRepeat } from './pause-before-repeat.ts';
import { readVendorApiSettings } from './read-vendor-api-settings.ts';
import type { CheckedSettings } from './read-vendor-api-settings.ts';
import { untilAborted } from './until-aborted.ts';
import type {
  ApiAnswer,
  ApiCall,
  ApiCredentials,
  VendorApi,
  VendorApiSettings,
} from './vendor-api.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * Makes the client of one vendor's API.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createVendorApi(settings: VendorApiSettings): VendorApi {
  const api = readVendorApiSettings(settings);
  return {
    call(call) {
      const correlationId = call.correlationId ?? api.newId();
      const fail = apiFailure(api.name, api.vendor, correlationId);
      return withDeadline((signal) => repeatCall({ api, call, correlationId, fail, signal }), {
        ms: call.withinMs,
        clock: api.clock,
        late: () => fail('vendor_timeout', 'did not answer in time. Try again later.'),
        outer: call.signal,
        gone: (cause) => fail('aborted', 'is not asked any more: the caller went away.', { cause }),
      });
    },
  };
}

/** One call, for all its attempts. */
interface Run {
  readonly api: CheckedSettings;
  readonly call: ApiCall;
  readonly correlationId: string;
  readonly fail: ApiFailure;
  /** Aborted when the caller is gone or the whole call's time is up. */
  readonly signal: AbortSignal;
}

async function repeatCall(run: Run): Promise<ApiAnswer> {
  const { api, call, signal } = run;
  const ends = api.clock.now() + (call.withinMs ?? Infinity);
  const most = isRepeatable(call) ? api.retries : 0;
  let refusals = 0;
  let repeats = 0;
  for (;;) {
    const credentials = await authorize(run);
    try {
      return await attempt(run, credentials, 1 + refusals + repeats);
    } catch (error) {
      if (refusals === 0 && hasAnother(api, error, credentials)) {
        refusals += 1;
        continue;
      }
      const pause = pauseBeforeRepeat(error, repeats, api);
      if (repeats >= most || pause === undefined || api.clock.now() + pause >= ends) throw error;
      repeats += 1;
      await untilAborted(api.clock.sleep(pause, signal), signal);
    }
  }
}

function isRepeatable({
  method,
  repeatable = method !== 'POST' && method !== 'PATCH',
}: ApiCall): boolean {
  return repeatable;
}

async function authorize({ api: { authorization }, signal }: Run): Promise<ApiCredentials> {
  if (signal.aborted) throw signal.reason;
  return authorization === undefined ? {} : untilAborted(authorization.authorize(signal), signal);
}

function hasAnother(
  { authorization }: CheckedSettings,
  error: unknown,
  used: ApiCredentials,
): boolean {
  if (!isServerError(error) || error.status !== 401) return false;
  return authorization?.refused?.(used) ?? false;
}

async function attempt(run: Run, credentials: ApiCredentials, number: number): Promise<ApiAnswer> {
  const { api, call, fail, signal } = run;
  const request = { ...apiRequest(api, call, credentials), largestAnswer: call.largestAnswer };
  const began = api.clock.now();
  const tell = (outcome: { readonly status?: number; readonly error?: string }): void =>
    api.onCall({
      vendor: api.vendor,
      method: call.method,
      path: call.path.pattern,
      attempt: number,
      ...outcome,
      durationMs: Math.max(0, api.clock.now() - began),
      correlationId: run.correlationId,
      ...(credentials.key !== undefined && { key: credentials.key }),
      ...(call.viewer !== undefined && { viewer: call.viewer }),
      ...(call.resource !== undefined && { resource: call.resource }),
    });
  const answer = await withDeadline((one) => attemptCall(api, request, fail, one), {
    ms: api.timeoutMs,
    clock: api.clock,
    late: () => fail('vendor_timeout', 'did not answer in time. Try again later.'),
    outer: signal,
  }).catch((error: unknown) => {
    if (isServerError(error))
      tell({ error: error.code, ...(error.status !== undefined && { status: error.status }) });
    throw error;
  });
  tell({ status: answer.status });
  return answer;
}
