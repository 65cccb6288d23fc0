import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import { parseApiUrl } from './parse-api-url.ts';
import type { VendorApiOptions, VendorApiSettings } from './vendor-api.ts';

/** The settings, checked and complete. */
export interface CheckedSettings
  extends
    Required<VendorApiOptions>,
    Required<Pick<VendorApiSettings, 'vendor' | 'name' | 'headers' | 'codes' | 'finalStatuses'>>,
    Pick<VendorApiSettings, 'authorization' | 'readRefusal'> {
  /** The base URL, as the parser spells it. */
  readonly base: string;
}

/** @throws {ServerError} `config`, naming the option. */
export function readVendorApiSettings(settings: VendorApiSettings): CheckedSettings {
  const { timeoutMs = 5000, retries = 2 } = settings;
  if (!(timeoutMs >= 1 && timeoutMs <= 60_000))
    throw new ServerError('config', 'timeoutMs must be from 1 to 60000 milliseconds.');
  if (!(Number.isInteger(retries) && retries >= 0 && retries <= 5))
    throw new ServerError('config', 'retries must be a whole number from 0 to 5.');
  const { vendor, name, authorization, readRefusal } = settings;
  return {
    vendor,
    name,
    ...(authorization !== undefined && { authorization }),
    ...(readRefusal !== undefined && { readRefusal }),
    base: parseApiUrl(settings.baseUrl, 'baseUrl').href,
    timeoutMs,
    retries,
    fetch: settings.fetch ?? globalThis.fetch,
    onCall: settings.onCall ?? (() => {}),
    clock: settings.clock ?? systemClock,
    random: settings.random ?? Math.random,
    newId: settings.newId ?? (() => crypto.randomUUID()),
    headers: settings.headers ?? {},
    codes: settings.codes ?? {},
    finalStatuses: settings.finalStatuses ?? [],
  };
}
