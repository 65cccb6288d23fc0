import { createVendorApi } from '../api/create-vendor-api.ts';
import { createKeyRing } from '../api/tokens/key-ring.ts';
import type { KeyRefusal } from '../api/tokens/key-ring.ts';
import { parseApiUrl } from '../api/parse-api-url.ts';
import { readAnswer } from '../api/read-answer.ts';
import type { Reading } from '../api/read-answer.ts';
import type { ApiCall, ApiClock, ApiCredentials, VendorApiOptions } from '../api/vendor-api.ts';
import { Secret } from '../secret/secret.ts';
import { systemClock } from '../system-clock.ts';
import type { CatchTheShowPaths } from './paths.ts';
import { readPaths } from './paths.ts';
import { readSecretKeys } from './secret-keys.ts';
import type { SecretKey, SecretKeyOptions } from './secret-keys.ts';

/** How the vendor's API is reached. */
export interface ConnectionOptions extends VendorApiOptions, SecretKeyOptions {
  /** Hears when the vendor refuses a key and the other is tried. */
  readonly onKeyRefused?: ((refusal: KeyRefusal) => void) | undefined;
  /** Default `https://api.catchtheshow.com/v1`. */
  readonly apiUrl?: string | undefined;
  /** Where things lie below `apiUrl`. Default: `/live-streams` as in the document, the others in its manner. */
  readonly paths?: Partial<CatchTheShowPaths> | undefined;
}

/** The vendor's API, with a key that it takes. */
export interface Connection {
  readonly paths: CatchTheShowPaths;
  readonly clock: ApiClock;
  /**
   * Calls, and reads the answer.
   *
   * @throws {ServerError} A code that starts with `vendor_`; `aborted`; `invalid_value`.
   */
  ask<T>(call: ApiCall, reading: Reading<T>): Promise<T>;
}

/** The vendor's id, in audits, events and errors. */
export const VENDOR_ID = 'catch-the-show';

const API_URL = 'https://api.catchtheshow.com/v1';

/** @throws {ServerError} `config`, naming the option. */
export function connect(options: ConnectionOptions): Connection {
  const { secretKey, nextSecretKey, environment, apiUrl = API_URL, ...rest } = options;
  const { onKeyRefused = () => {}, paths = {} } = rest;
  const whose = { vendor: VENDOR_ID, name: 'Catch The Show' };
  const [first, second] = readSecretKeys(
    { secretKey, nextSecretKey, environment },
    parseApiUrl(apiUrl, 'apiUrl'),
  );
  const api = createVendorApi({
    ...rest,
    ...whose,
    baseUrl: apiUrl,
    authorization: createKeyRing([bearer(first), second && bearer(second)], onKeyRefused),
  });
  return {
    paths: readPaths(paths),
    clock: rest.clock ?? systemClock,
    ask: async (call, reading) =>
      readAnswer(await api.call(call), reading, { ...whose, check: 'paths and apiUrl' }),
  };
}

function bearer({ name, secret }: SecretKey): ApiCredentials {
  return { key: name, headers: { Authorization: new Secret(`Bearer ${secret.reveal()}`) } };
}
