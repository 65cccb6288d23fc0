import { ServerError } from '../server-error.ts';
import type { ServerErrorCode, ServerErrorDetails } from '../server-error.ts';
import type { CheckedSettings } from './read-vendor-api-settings.ts';
import type { ApiCall } from './vendor-api.ts';

/** One call, for all its attempts. */
export interface ApiRun {
  readonly api: CheckedSettings;
  readonly call: ApiCall;
  readonly correlationId: string;
  /** Makes an error of this call. The message begins with the vendor's name. */
  readonly fail: (
    code: ServerErrorCode,
    problem: string,
    details?: ServerErrorDetails,
  ) => ServerError;
}

export function apiRun(api: CheckedSettings, call: ApiCall): ApiRun {
  const { name, vendor } = api;
  const correlationId = call.correlationId ?? api.newId();
  return {
    api,
    call,
    correlationId,
    fail: (code, problem, details) =>
      new ServerError(code, `${name} ${problem}`, { ...details, vendor, correlationId }),
  };
}

/** The reason why a signal of this call is aborted when its time is up. */
export function timeUp({ fail }: ApiRun): ServerError {
  return fail('vendor_timeout', 'did not answer in time. Try again later.');
}
