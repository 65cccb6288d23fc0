import { createVendorApi } from '../api/create-vendor-api.ts';
import type { CallOptions } from '../api/call-options.ts';
import type { ApiAuthorization, ApiCall, VendorApi } from '../api/vendor-api.ts';
import { isServerError, ServerError } from '../server-error.ts';
import type { ServerErrorDetails } from '../server-error.ts';
import { basicAuthorization } from './basic-authorization.ts';
import type { HourlyBudget, SecureVideoPriority } from './hourly-budget.ts';
import { secretSpellings } from '../secret/secret-spellings.ts';
import type { SecureVideoSettings } from './secure-video-client-options.ts';
import type { SecureVideoKeys } from './secure-video-keys.ts';
import {
  readSecureVideoRefusal,
  refusalFor,
  SECURE_VIDEO,
  SECURE_VIDEO_CODES,
} from './secure-video-refusal.ts';

/** What every call may say. */
export interface SecureVideoCallOptions extends CallOptions {
  /** Calls of low priority are the first to be refused when the hour's quota runs short. Default `normal`. */
  readonly priority?: SecureVideoPriority;
}

/** The largest list that is read, in bytes: the API has no pages. */
export const LARGEST_LIST = 16_777_216;

/**
 * Calls the API and reads the body of a success; `undefined` where there is none, as with 204. What `read` throws of an answer that is
 * unusable gets the call's correlation id.
 */
export type SecureVideoCaller = <T>(
  call: Pick<ApiCall, 'method' | 'path' | 'query' | 'json' | 'maxAnswerBytes'>,
  read: (body: unknown) => T,
  options?: SecureVideoCallOptions,
) => Promise<T>;

/** For calls whose success says it all. */
export const readNothing = (): void => undefined;

/**
 * Calls with Basic authentication, the JSON content type on every verb, and within the hour's budget, repeats included.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createSecureVideoCaller(settings: SecureVideoSettings): SecureVideoCaller {
  const { api, budget, onRefusal } = settings;
  const { newId = () => crypto.randomUUID() } = api;
  const apis: Readonly<Record<SecureVideoPriority, VendorApi>> = {
    normal: apiFor('normal', settings),
    low: apiFor('low', settings),
  };
  return async (call, read, { priority = 'normal', correlationId = newId(), ...options } = {}) => {
    try {
      return read((await apis[priority].call({ ...call, ...options, correlationId })).body);
    } catch (error) {
      if (!isServerError(error)) throw error;
      if (error.code === 'vendor_response') throw withDetails(error, { correlationId });
      if (error.code !== 'vendor_rate_limited') throw error;
      if (error.status !== undefined) throw await closed(error, budget);
      onRefusal(refusalFor('quota_exceeded', correlationId));
      throw withDetails(error, { correlationId });
    }
  };
}

function apiFor(priority: SecureVideoPriority, settings: SecureVideoSettings): VendorApi {
  const { api, apiUrl, keys, budget, onRefusal } = settings;
  const secrets = secretSpellings(keys.secretKey);
  return createVendorApi({
    ...api,
    vendor: SECURE_VIDEO,
    name: 'SecureVideo',
    baseUrl: apiUrl.href,
    authorization: budgeted(keys, budget, priority),
    headers: { 'Content-Type': 'application/json' },
    codes: SECURE_VIDEO_CODES,
    // A quota by the hour is not there again after a second.
    finalStatuses: [429],
    readRefusal(status, body, correlationId) {
      const refusal = readSecureVideoRefusal({ status, body, correlationId }, secrets);
      onRefusal(refusal);
      return { reason: refusal.reason };
    },
  });
}

/** Asked before every attempt, so that repeats count, too. */
function budgeted(
  keys: SecureVideoKeys,
  budget: HourlyBudget,
  priority: SecureVideoPriority,
): ApiAuthorization {
  const headers = { Authorization: basicAuthorization(keys) };
  return {
    async authorize() {
      await budget.take(priority);
      return { headers };
    },
  };
}

/** The same error, saying when to come back. */
async function closed(error: ServerError, budget: HourlyBudget): Promise<ServerError> {
  return withDetails(error, { retryAfterSeconds: await budget.close(error.retryAfterSeconds) });
}

/** The same error, saying more. */
function withDetails(error: ServerError, more: ServerErrorDetails): ServerError {
  const { code, message, retryAfterSeconds, status, reason, vendor, correlationId } = error;
  return new ServerError(code, message, {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(status !== undefined && { status }),
    ...(reason !== undefined && { reason }),
    ...(vendor !== undefined && { vendor }),
    ...(correlationId !== undefined && { correlationId }),
    ...more,
  });
}
