import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
} from 'oauth4webapi';
import type { AuthorizationServer, Client, ClientAuth } from 'oauth4webapi';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import { systemApiClock } from '../../api/system-api-clock.ts';
import type { ApiClock, VendorApiOptions } from '../../api/vendor-api.ts';
import { secret } from '../../secret.ts';
import type { SecretInput } from '../../secret.ts';
import { ServerError } from '../../server-error.ts';
import { oauthRoad } from './oauth-road.ts';
import type { OAuthRoad } from './oauth-road.ts';

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

/** The options, checked, in the words of oauth4webapi. */
export interface StapiOAuthSettings {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly authentication: ClientAuth;
  readonly redirectUris: readonly string[];
  readonly road: OAuthRoad;
  readonly clock: ApiClock;
  /** For requests: addresses were checked here, and http is for loopback alone. */
  readonly insecure: { readonly [allowInsecureRequests]: true };
}

/** @throws {ServerError} `config`, naming the option. */
export function readStapiOAuthOptions(options: StapiOAuthOptions): StapiOAuthSettings {
  const { clientId, authMethod = 'basic', clock = systemApiClock } = options;
  const { origin } = parseApiUrl(options.tokenUrl, 'tokenUrl');
  if (typeof clientId !== 'string' || clientId === '')
    throw new ServerError('config', 'clientId is missing. Give the one of the registration.');
  const clientSecret = secret(options.clientSecret, { name: 'clientSecret' }).reveal();
  if (authMethod !== 'basic' && authMethod !== 'post')
    throw new ServerError('config', "authMethod must be 'basic' or 'post'.");
  return {
    server: serverOf(options, origin),
    client: {
      client_id: clientId,
      // Read at each request.
      get [clockSkew]() {
        return Math.round((clock.now() - systemApiClock.now()) / 1000);
      },
    },
    authentication:
      authMethod === 'basic' ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret),
    redirectUris: parseRedirectUris(options.redirectUris ?? []),
    road: oauthRoad(options),
    clock,
    insecure: { [allowInsecureRequests]: true },
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
