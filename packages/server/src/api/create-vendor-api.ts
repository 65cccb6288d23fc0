import { isServerError } from '../server-error.ts';
import { apiRequest } from './api-request.ts';
import { apiRun, timeUp } from './api-run.ts';
import type { ApiRun } from './api-run.ts';
import { attemptCall } from './attempt-call.ts';
import { pauseBeforeRepeat } from './pause-before-repeat.ts';
import { readVendorApiSettings } from './read-vendor-api-settings.ts';
import { tellAttempt } from './tell-attempt.ts';
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
      const run = apiRun(api, call);
      return withDeadline((signal) => callUntilDone(run, signal), {
        ms: call.withinMs,
        clock: api.clock,
        late: () => timeUp(run),
        outer: call.signal,
        gone: (cause) =>
          run.fail('aborted', 'need not answer any more: the caller went away.', { cause }),
      });
    },
  };
}

async function callUntilDone(run: ApiRun, signal: AbortSignal): Promise<ApiAnswer> {
  const { api, call } = run;
  const ends = api.clock.now() + (call.withinMs ?? Infinity);
  const most = isRepeatable(call) ? api.retries : 0;
  let refusals = 0;
  let repeats = 0;
  for (;;) {
    const credentials = await authorize(run, signal);
    try {
      return await attempt(run, credentials, 1 + refusals + repeats, signal);
    } catch (error) {
      if (refusals === 0 && hasAnother(run, error, credentials)) {
        refusals = 1;
        continue;
      }
      if (repeats > 0 && isGone(call, error)) return doneBefore(run);
      const pause = pauseBeforeRepeat(error, repeats, api);
      if (repeats >= most || pause === undefined || api.clock.now() + pause >= ends) throw error;
      repeats += 1;
      await untilAborted(api.clock.sleep(pause, signal), signal);
    }
  }
}

function isRepeatable({ method, repeatable }: ApiCall): boolean {
  return repeatable ?? (method !== 'POST' && method !== 'PATCH');
}

async function authorize(
  { api: { authorization } }: ApiRun,
  signal: AbortSignal,
): Promise<ApiCredentials> {
  if (signal.aborted) throw signal.reason;
  return authorization === undefined ? {} : untilAborted(authorization.authorize(signal), signal);
}

function hasAnother({ api }: ApiRun, error: unknown, used: ApiCredentials): boolean {
  if (!isServerError(error) || error.status !== 401) return false;
  return api.authorization?.refused?.(used) ?? false;
}

/** What was to be deleted is not there: an attempt before did it, and its answer was lost. */
function isGone({ method }: ApiCall, error: unknown): boolean {
  return method === 'DELETE' && isServerError(error) && error.code === 'vendor_not_found';
}

function doneBefore({ correlationId }: ApiRun): ApiAnswer {
  return { status: 204, headers: new Headers(), body: undefined, correlationId };
}

/** One attempt, of which `onCall` hears. */
async function attempt(
  run: ApiRun,
  credentials: ApiCredentials,
  number: number,
  outer: AbortSignal,
): Promise<ApiAnswer> {
  const { clock, timeoutMs } = run.api;
  const request = apiRequest(run.api, run.call, credentials);
  return tellAttempt(run, { number, key: credentials.key }, () =>
    withDeadline((signal) => attemptCall(run, request, signal), {
      ms: timeoutMs,
      clock,
      late: () => timeUp(run),
      outer,
    }),
  );
}
