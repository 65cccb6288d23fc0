import { bearerAuthorization } from '../../api/tokens/bearer-authorization.ts';
import type { ClientAuthMethod } from '../../api/tokens/client-credentials.ts';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import type { ApiAuthorization, VendorApiOptions } from '../../api/vendor-api.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { apiKeyAuthorization } from './api-key-authorization.ts';
import type { ApiKeyOptions } from './api-key-authorization.ts';
import { bothAuthorizations } from './both-authorizations.ts';
import type { StapiPermission } from './permission.ts';
import { createScopedTokens } from './scoped-tokens.ts';
import { refuseSandboxSecret } from '../refuse-sandbox-secret.ts';
import { VENDOR_ID, VENDOR_NAME } from '../vendor-id.ts';

/** An application that acts for itself (RFC 6749, section 4.4). The vendor's document says that this "may be available". */
export interface StapiApplication {
  /** The token endpoint. The vendor's document does not give it. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** Default `basic`. */
  readonly authMethod?: Exclude<ClientAuthMethod, 'basic-raw'>;
  /** The scopes that a call needs; none: what the vendor gives. Default: the permission itself. */
  readonly scopes?: (permission: StapiPermission) => readonly string[];
}

/** Options of `createStapiClient`: an API key, or an application. */
export interface StapiClientOptions extends VendorApiOptions, ApiKeyOptions {
  readonly oauth?: StapiApplication;
  /** Whether calls may carry both an API key and a token. The vendor's document does not say what that means. Default false. */
  readonly allowBoth?: boolean;
  /** Default `https://api.stapi.io/v1`. */
  readonly apiUrl?: string;
}

/** What authorizes a call that needs this permission. Calls with the same answer may share it. */
export type AuthorizationFor = (permission: StapiPermission) => ApiAuthorization;

export const API_URL = 'https://api.stapi.io/v1';

/** @throws {ServerError} `config`, naming the option. */
export function readAuthorization(options: StapiClientOptions): AuthorizationFor {
  const { apiKey, oauth, allowBoth = false, apiUrl = API_URL } = options;
  const { hostname } = parseApiUrl(apiUrl, 'apiUrl');
  if (oauth === undefined) {
    const byKey = apiKeyAuthorization(options, hostname);
    return () => byKey;
  }
  const byToken = tokenAuthorization(options, oauth);
  if (apiKey === undefined) return byToken;
  if (!allowBoth)
    throw new ServerError(
      'config',
      'apiKey and oauth are both given, and the vendor does not say which counts. Give one; or set allowBoth if you know.',
    );
  const byKey = apiKeyAuthorization(options, hostname);
  return (permission) => bothAuthorizations(byKey, byToken(permission));
}

function tokenAuthorization(
  options: StapiClientOptions,
  { scopes = (permission) => [permission], authMethod = 'basic', ...application }: StapiApplication,
): AuthorizationFor {
  refuseSandboxSecret(application.clientSecret, application.tokenUrl);
  const tokens = createScopedTokens({
    ...options,
    ...application,
    ...{ authMethod, vendor: VENDOR_ID, name: VENDOR_NAME },
  });
  return (permission) => bearerAuthorization(tokens(scopes(permission)), 'oauth');
}
