import { bearerAuthorization } from '../../api/tokens/bearer-authorization.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { createVendorApi } from '../../api/create-vendor-api.ts';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import { systemClock } from '../../system-clock.ts';
import { ibmAccess } from './ibm-access.ts';
import type { IbmAccessOptions } from './ibm-access.ts';
import { ibmEmbedLocks } from './ibm-embed-locks.ts';
import type { IbmEmbedLocks } from './ibm-embed-locks.ts';
import { ibmHashLocks } from './ibm-hash-locks.ts';
import type { IbmHashLocks } from './ibm-hash-locks.ts';
import { IBM_API_URL } from '../ibm-origin.ts';
import { ibmPasswordLocks } from './ibm-password-locks.ts';
import type { IbmPasswordLocks } from './ibm-password-locks.ts';
import { readIbmRefusal } from './ibm-refusal.ts';
import { ibmViewerAuthSettings } from '../viewer-auth/ibm-viewer-auth-settings.ts';
import type { IbmViewerAuthSettings } from '../viewer-auth/ibm-viewer-auth-settings.ts';
import { watchRateLimit } from './watch-rate-limit.ts';
import type { IbmRateLimit } from './watch-rate-limit.ts';

/** Options of `createIbmClient`. */
export interface IbmClientOptions extends IbmAccessOptions {
  /** Where the API lives. Default `https://api.video.ibm.com`. */
  readonly apiUrl?: string;
}

/** The part of the vendor's Channel API that guards contents. */
export interface IbmClient {
  /** Viewer authentication v1. */
  readonly hashLocks: IbmHashLocks;
  /** Viewer authentication v2. */
  readonly viewerAuth: IbmViewerAuthSettings;
  /** The password of a channel. */
  readonly passwordLocks: IbmPasswordLocks;
  /** The pages that may embed a channel. */
  readonly embedLocks: IbmEmbedLocks;
  /** What is left of the vendor's allowance; `undefined` until an answer said so. */
  rateLimit(): IbmRateLimit | undefined;
  /**
   * Ends the access token in use, at the vendor too. The next call gets another.
   *
   * @throws {ServerError} A code that starts with `vendor_`; `aborted`.
   */
  revoke(options?: CallOptions): Promise<void>;
}

/**
 * Makes a client of the vendor's API.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "API basics".
 */
export function createIbmClient(options: IbmClientOptions): IbmClient {
  const { apiUrl = IBM_API_URL, clock = systemClock } = options;
  const access = ibmAccess(options);
  const limited = watchRateLimit(options.fetch ?? globalThis.fetch, () => clock.now());
  const api = createVendorApi({
    ...options,
    vendor: 'ibm',
    name: 'IBM Video Streaming',
    baseUrl: parseApiUrl(apiUrl, 'apiUrl').href,
    fetch: limited.fetch,
    authorization: bearerAuthorization(access.tokens),
    readRefusal: readIbmRefusal,
  });
  return {
    hashLocks: ibmHashLocks(api),
    viewerAuth: ibmViewerAuthSettings(api),
    passwordLocks: ibmPasswordLocks(api),
    embedLocks: ibmEmbedLocks(api),
    rateLimit: () => limited.last(),
    revoke: (callOptions) => access.revoke(callOptions),
  };
}
