import type { AuthorizationServer, Client, ClientAuth } from 'oauth4webapi';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  clockTolerance,
} from 'oauth4webapi';
import type { CallOptions } from '../api/call-options.ts';
import type { ApiClock } from '../api/vendor-api.ts';
import { secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import type { OAuthTransport } from './oauth-transport.ts';

/** An authorization server, and an application that is registered with it, in the words of oauth4webapi. */
export interface OAuthSettings extends ConfidentialClient {
  /** As in `Vendor.id`. */
  readonly vendor: string;
  /** Its name, for messages. */
  readonly name: string;
  /** What is known of the authorization server. Its addresses are checked: http is for loopback alone. */
  readonly server: (call: CallOptions) => Promise<AuthorizationServer>;
  /** The redirect URIs that are registered, letter by letter. */
  readonly redirectUris: readonly string[];
  readonly transport: OAuthTransport;
}

/** An application that has a secret. */
export interface ConfidentialClientOptions {
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** How it says who it is: HTTP Basic, or both in the body. Default `basic`. */
  readonly authMethod?: 'basic' | 'post';
  /** Default: the system's. */
  readonly clock?: ApiClock;
}

/** The same in the words of oauth4webapi. */
export interface ConfidentialClient {
  readonly client: Client;
  readonly authentication: ClientAuth;
}

/**
 * How far the clocks of the two servers may be apart, in seconds. An ID token that comes straight from the token endpoint, for a code or a
 * refresh token that was sent there a moment ago, is not old.
 */
const CLOCKS_APART = 7200;

/** For requests to addresses that were checked by us. */
export const CHECKED_ADDRESSES: { readonly [allowInsecureRequests]: true } = {
  [allowInsecureRequests]: true,
};

/** @throws {ServerError} `config`, naming the option. */
export function readConfidentialClient(options: ConfidentialClientOptions): ConfidentialClient {
  const { clientId, authMethod = 'basic', clock = systemClock } = options;
  if (typeof clientId !== 'string' || clientId === '')
    throw new ServerError('config', 'clientId is missing. Give the one of the registration.');
  const clientSecret = secret(options.clientSecret, { name: 'clientSecret' }).reveal();
  if (authMethod !== 'basic' && authMethod !== 'post')
    throw new ServerError('config', "authMethod must be 'basic' or 'post'.");
  return {
    client: {
      client_id: clientId,
      // Read at each request.
      get [clockSkew]() {
        return Math.round((clock.now() - systemClock.now()) / 1000);
      },
      [clockTolerance]: CLOCKS_APART,
    },
    authentication:
      authMethod === 'basic' ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret),
  };
}
