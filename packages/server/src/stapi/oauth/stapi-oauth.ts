import { createOAuthClient } from '../../oauth/oauth-client.ts';
import type { OAuthClient } from '../../oauth/oauth-client.ts';
import { readStapiOAuthOptions } from './stapi-oauth-options.ts';
import type { StapiOAuthOptions } from './stapi-oauth-options.ts';

/** The backend's half of OAuth with STAPI. To keep API calls' tokens use `createStapiClient`; people's, `createStoredTokens`. */
export type StapiOAuth = Omit<OAuthClient, 'pushRequest'>;

/**
 * A confidential application: what has its secret in the backend. The requests and the checks of their answers are oauth4webapi's.
 *
 * This is for a backend that keeps people's tokens by itself. For a whole sign-in (state, cookies, sessions) see `@playgate/session`.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see STAPI, "OAuth 2.0"; RFC 6749.
 */
export function createStapiOAuth(options: StapiOAuthOptions): StapiOAuth {
  return createOAuthClient(readStapiOAuthOptions(options));
}
