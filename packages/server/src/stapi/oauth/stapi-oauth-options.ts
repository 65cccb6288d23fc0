import type { AuthorizationServer } from 'oauth4webapi';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import type { VendorApiOptions } from '../../api/vendor-api.ts';
import { createOAuthTransport } from '../../oauth/oauth-transport.ts';
import { readConfidentialClient } from '../../oauth/oauth-settings.ts';
import type { OAuthSettings } from '../../oauth/oauth-settings.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { refuseSandboxSecret } from '../refuse-sandbox-secret.ts';
import { VENDOR_ID, VENDOR_NAME } from '../vendor-id.ts';

/** A confidential application, registered with STAPI. The vendor's document gives none of the addresses. */
export interface StapiOAuthOptions extends VendorApiOptions {
  /** The token endpoint. Absolute, https (http on loopback only), without query, as are the others. */
  readonly tokenUrl: string;
  /** Needed by `revokeToken`. */
  readonly revocationUrl?: string;
  /** Needed by `introspectToken`. */
  readonly introspectionUrl?: string;
  /** What the authorization server calls itself; ID tokens and `iss` must say the same. Default: the origin of `tokenUrl`. */
  readonly issuer?: string;
  /** Whether an answer to a sign-in must name its issuer (RFC 9207). Default false: only if it does, it must be this one. */
  readonly issuerInCallback?: boolean;
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** Default `basic`. */
  readonly authMethod?: 'basic' | 'post';
  /** The redirect URIs that are registered, letter by letter. Needed by `exchangeCode`. */
  readonly redirectUris?: readonly string[];
}

/** @throws {ServerError} `config`, naming the option. */
export function readStapiOAuthOptions(options: StapiOAuthOptions): OAuthSettings {
  const { origin } = parseApiUrl(options.tokenUrl, 'tokenUrl');
  refuseSandboxSecret(options.clientSecret, options.tokenUrl);
  const whose = { vendor: VENDOR_ID, name: VENDOR_NAME };
  const confidential = readConfidentialClient(options);
  const server = Promise.resolve(serverOf(options, origin));
  return {
    ...whose,
    ...confidential,
    server: () => server,
    redirectUris: parseRedirectUris(options.redirectUris ?? []),
    transport: createOAuthTransport(options, whose),
  };
}

function serverOf(options: StapiOAuthOptions, origin: string): AuthorizationServer {
  const { tokenUrl, revocationUrl, introspectionUrl, issuer = origin } = options;
  if (revocationUrl !== undefined) parseApiUrl(revocationUrl, 'revocationUrl');
  if (introspectionUrl !== undefined) parseApiUrl(introspectionUrl, 'introspectionUrl');
  return {
    issuer,
    token_endpoint: tokenUrl,
    ...(revocationUrl !== undefined && { revocation_endpoint: revocationUrl }),
    ...(introspectionUrl !== undefined && { introspection_endpoint: introspectionUrl }),
    authorization_response_iss_parameter_supported: options.issuerInCallback ?? false,
  };
}

/** Without wildcards: the vendor compares them letter by letter, and so do we. */
function parseRedirectUris(uris: readonly string[]): readonly string[] {
  for (const uri of uris)
    if (!URL.canParse(uri) || /[*#]/.test(uri))
      throw new ServerError(
        'config',
        'redirectUris must be absolute URLs without wildcard and fragment.',
      );
  return uris;
}
