import { createVendorApi } from '../api/create-vendor-api.ts';
import { createKeyRing } from '../api/key-ring.ts';
import type { KeyRefusal } from '../api/key-ring.ts';
import { parseApiUrl } from '../api/parse-api-url.ts';
import type { ApiCall, ApiClock, ApiCredentials, VendorApiOptions } from '../api/vendor-api.ts';
import { Secret } from '../secret.ts';
import { ServerError } from '../server-error.ts';
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

/** What an answer is read as. */
export interface Reading<T> {
  /** For errors: `a live stream`. */
  readonly what: string;
  /** `undefined` if it cannot be read. */
  read(answer: unknown): T | undefined;
}

/** For answers that say nothing but that it is done. */
export const DONE: Reading<true> = { what: 'nothing', read: () => true };

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
  const { onKeyRefused = () => {}, paths = {}, newId = () => crypto.randomUUID() } = rest;
  const [first, second] = readSecretKeys(
    { secretKey, nextSecretKey, environment },
    parseApiUrl(apiUrl, 'apiUrl'),
  );
  const api = createVendorApi({
    ...rest,
    ...{ vendor: VENDOR_ID, name: 'Catch The Show', baseUrl: apiUrl, newId },
    authorization: createKeyRing([bearer(first), second && bearer(second)], onKeyRefused),
  });
  return {
    paths: readPaths(paths),
    clock: rest.clock ?? systemClock,
    async ask(call, { what, read }) {
      const correlationId = call.correlationId ?? newId();
      const { body } = await api.call({ ...call, correlationId });
      const found = read(body);
      if (found !== undefined) return found;
      throw new ServerError(
        'vendor_response',
        `Catch The Show answered something else than ${what}. Check paths and apiUrl.`,
        { vendor: VENDOR_ID, correlationId },
      );
    },
  };
}

function bearer({ name, secret }: SecretKey): ApiCredentials {
  return { key: name, headers: { Authorization: new Secret(`Bearer ${secret.reveal()}`) } };
}
