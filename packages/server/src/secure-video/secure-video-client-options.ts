import { parseApiUrl } from '../api/parse-api-url.ts';
import type { VendorApiOptions } from '../api/vendor-api.ts';
import { memoryStore } from '../store/memory-store.ts';
import { systemClock } from '../system-clock.ts';
import { createHourlyBudget } from './hourly-budget.ts';
import type { HourlyBudget, SecureVideoQuotaOptions } from './hourly-budget.ts';
import { readHubUrl } from './hub-url.ts';
import { readSecureVideoKeys } from './secure-video-keys.ts';
import type { SecureVideoKeyOptions, SecureVideoKeys } from './secure-video-keys.ts';
import type { SecureVideoRefusal } from './secure-video-refusal.ts';
import { readReturn } from './secure-video-return.ts';
import type { CheckedReturn, SecureVideoReturn } from './secure-video-return.ts';

/** Options of `createSecureVideoClient`. `fetch` with an agent of its own gives calls the fixed address that the vendor lists. */
export interface SecureVideoClientOptions extends VendorApiOptions, SecureVideoKeyOptions {
  /** The API. Default `https://api.securevideo.com/`. */
  readonly apiUrl?: string;
  /** The vendor's pages, or your company's sub-domain of them. Default `https://hub.securevideo.com/`. */
  readonly hubUrl?: string;
  /** Where logins return to. Without it there is no `loginUri`. */
  readonly login?: SecureVideoReturn;
  readonly quota?: SecureVideoQuotaOptions;
  /** Hears of every refusal, with the vendor's own words: for operators, not for browsers. What it throws is not caught. */
  readonly onRefusal?: (refusal: SecureVideoRefusal) => void;
}

/** The options, checked and complete. */
export interface SecureVideoSettings {
  readonly api: VendorApiOptions;
  readonly apiUrl: URL;
  readonly hub: URL;
  readonly keys: SecureVideoKeys;
  readonly back: CheckedReturn | undefined;
  readonly budget: HourlyBudget;
  readonly onRefusal: (refusal: SecureVideoRefusal) => void;
}

/** @see SecureVideo, "Overview". */
export const API = 'https://api.securevideo.com/';

/** @throws {ServerError} `config`, naming the option. */
export function readSecureVideoClientOptions(
  options: SecureVideoClientOptions,
): SecureVideoSettings {
  const { apiUrl: base = API, hubUrl, login, quota, onRefusal, ...rest } = options;
  const { identifier, secretKey, ...api } = rest;
  const apiUrl = parseApiUrl(base, 'apiUrl');
  const keys = readSecureVideoKeys({ identifier, secretKey }, apiUrl);
  const clock = api.clock ?? systemClock;
  const store = quota?.store ?? memoryStore({ clock });
  return {
    api,
    apiUrl,
    hub: readHubUrl(hubUrl),
    keys,
    back: login && readReturn(login),
    budget: createHourlyBudget({ ...quota, store }, { clock, identifier }),
    onRefusal: onRefusal ?? (() => {}),
  };
}
