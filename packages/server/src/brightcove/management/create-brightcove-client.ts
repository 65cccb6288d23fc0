import { bearerAuthorization } from '../../api/tokens/bearer-authorization.ts';
import { clientCredentials } from '../../api/tokens/client-credentials.ts';
import { createVendorApi } from '../../api/create-vendor-api.ts';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import type { VendorApiOptions } from '../../api/vendor-api.ts';
import { refuseSandboxKey } from '../../secret/refuse-sandbox-key.ts';
import { secret } from '../../secret/secret.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { systemClock } from '../../system-clock.ts';
import { createAuditApi } from './audit-api.ts';
import type { AuditApi } from './audit-api.ts';
import { createBlacklistApi } from './blacklist-api.ts';
import type { BlacklistApi } from './blacklist-api.ts';
import { checkAccountId } from '../check-account-id.ts';
import { createDeviceApi } from './device-api.ts';
import type { DeviceApi } from './device-api.ts';
import { createKeyApi } from './key-api.ts';
import type { KeyApi } from './key-api.ts';
import { readManagementRefusal } from './management-refusal.ts';

/** Options of `createBrightcoveClient`. */
export interface BrightcoveClientOptions extends VendorApiOptions {
  /** The Video Cloud account. */
  readonly accountId: string;
  /** Client credentials with the permissions of the calls that are made; each call says which. */
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** Default `https://playback-auth.api.brightcove.com/v1`. */
  readonly apiUrl?: string;
  /** The OAuth token endpoint. Default `https://oauth.brightcove.com/v4/access_token`. */
  readonly tokenUrl?: string;
  /** Hosts from which an audit report may be downloaded, with all below them. Default `['amazonaws.com']`. */
  readonly reportHosts?: readonly string[];
}

/** An account's keys, blacklist, audit and devices. Calls share one access token, which lasts 300 seconds and is renewed ahead. */
export interface BrightcoveClient {
  readonly keys: KeyApi;
  readonly blacklist: BlacklistApi;
  readonly audit: AuditApi;
  readonly devices: DeviceApi;
}

const API_URL = 'https://playback-auth.api.brightcove.com/v1';
const TOKEN_URL = 'https://oauth.brightcove.com/v4/access_token';

/**
 * The management APIs of Playback Restrictions.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see Brightcove, "Using Authentication APIs".
 */
export function createBrightcoveClient(options: BrightcoveClientOptions): BrightcoveClient {
  const { accountId, apiUrl = API_URL, tokenUrl = TOKEN_URL } = options;
  checkAccountId(accountId);
  const { hostname } = parseApiUrl(tokenUrl, 'tokenUrl');
  const clientSecret = secret(options.clientSecret, { name: 'clientSecret', minBytes: 8 });
  refuseSandboxKey(clientSecret.reveal(), 'clientSecret', hostname);
  const vendor = { vendor: 'brightcove', name: 'Brightcove' };
  const tokens = clientCredentials({
    ...options,
    ...vendor,
    clientSecret,
    tokenUrl,
    authMethod: 'basic',
  });
  const api = createVendorApi({
    ...options,
    ...vendor,
    baseUrl: parseApiUrl(apiUrl, 'apiUrl').href,
    authorization: bearerAuthorization(tokens),
    readRefusal: readManagementRefusal,
  });
  const clock = options.clock ?? systemClock;
  return {
    keys: createKeyApi(api, accountId),
    blacklist: createBlacklistApi(api, accountId, clock),
    audit: createAuditApi(api, accountId, {
      clock,
      fetch: options.fetch ?? globalThis.fetch,
      timeoutMs: options.timeoutMs ?? 5000,
      hosts: checkHosts(options.reportHosts ?? ['amazonaws.com']),
    }),
    devices: createDeviceApi(api, accountId),
  };
}

function checkHosts(hosts: readonly string[]): readonly string[] {
  if (hosts.every((host) => /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/.test(host))) return hosts;
  throw new ServerError(
    'config',
    'reportHosts must list host names in lower case, such as amazonaws.com: no scheme, no port, no wildcard.',
  );
}
