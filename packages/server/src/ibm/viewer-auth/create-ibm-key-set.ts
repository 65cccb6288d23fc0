import { apiPath } from '../../api/api-path.ts';
import { createVendorApi } from '../../api/create-vendor-api.ts';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import { untilAborted } from '../../api/until-aborted.ts';
import type { VendorApiOptions } from '../../api/vendor-api.ts';
import { callerGone } from '../../call/caller-gone.ts';
import { ServerError } from '../../server-error.ts';
import { systemClock } from '../../system-clock.ts';
import { IBM_API_URL } from '../ibm-origin.ts';
import { readSealingKey } from './sealing-key.ts';
import type { SealingKey } from './sealing-key.ts';

/** Options of `createIbmKeySet`. */
export interface IbmKeySetOptions extends VendorApiOptions {
  /** Where the API lives. Default `https://api.video.ibm.com`. */
  readonly apiUrl?: string;
  /** How long a key is used before it is looked up again, in seconds, from 30 to 86400. Default 3600. */
  readonly maxAgeSeconds?: number;
}

/** The vendor's key to seal tokens for, kept and renewed. */
export interface IbmKeySet {
  /**
   * The key to use now. Callers share one look-up; while look-ups fail, the last key is used on: the vendor accepts it for a time after it
   * has a new one.
   *
   * @throws {ServerError} A code that starts with `vendor_` while there is no key at all; `aborted`.
   */
  key(signal?: AbortSignal): Promise<SealingKey>;
}

/** Between two look-ups, whatever came of the first, in milliseconds. */
const SHORTEST_PAUSE = 30_000;
const LARGEST_KEY_SET = 262_144;

/**
 * Keeps the vendor's key set.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Get IBM Video Streaming public key".
 */
export function createIbmKeySet(options: IbmKeySetOptions = {}): IbmKeySet {
  const { apiUrl = IBM_API_URL, maxAgeSeconds = 3600, clock = systemClock } = options;
  if (!(maxAgeSeconds >= 30 && maxAgeSeconds <= 86_400))
    throw new ServerError('config', 'maxAgeSeconds must be from 30 to 86400 seconds.');
  const api = createVendorApi({
    ...options,
    vendor: 'ibm',
    name: 'IBM Video Streaming',
    baseUrl: parseApiUrl(apiUrl, 'apiUrl').href,
  });
  let held: { readonly key: SealingKey; readonly since: number } | undefined;
  let flight: Promise<SealingKey> | undefined;
  let last: { readonly at: number; readonly error?: unknown } | undefined;

  const lookUp = async (): Promise<SealingKey> => {
    const at = clock.now();
    try {
      const { body } = await api.call({
        method: 'GET',
        path: apiPath`/viewer-auth-public-key.json`,
        maxAnswerBytes: LARGEST_KEY_SET,
      });
      const key = await readSealingKey(body);
      [held, last] = [{ key, since: at }, { at }];
      return key;
    } catch (error) {
      last = { at, error };
      if (held !== undefined) return held.key;
      throw error;
    } finally {
      flight = undefined;
    }
  };

  return {
    async key(signal) {
      const now = clock.now();
      if (held !== undefined && isWithin(now - held.since, maxAgeSeconds * 1000)) return held.key;
      if (flight === undefined && last !== undefined && isWithin(now - last.at, SHORTEST_PAUSE)) {
        if (held !== undefined) return held.key;
        throw last.error;
      }
      flight ??= lookUp();
      return waitFor(flight, signal);
    },
  };
}

/** A time that has not come yet is none of this clock's: it was set back. */
const isWithin = (age: number, most: number): boolean => age >= 0 && age < most;

/** Aborting ends this wait and nobody else's. */
async function waitFor(
  flight: Promise<SealingKey>,
  signal: AbortSignal | undefined,
): Promise<SealingKey> {
  if (signal === undefined) return flight;
  try {
    return await untilAborted(flight, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw callerGone(signal.reason);
  }
}
