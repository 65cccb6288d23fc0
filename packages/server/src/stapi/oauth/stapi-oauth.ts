import {
  authorizationCodeGrantRequest,
  clientCredentialsGrantRequest,
  customFetch,
  introspectionRequest,
  nopkce,
  processAuthorizationCodeResponse,
  processClientCredentialsResponse,
  processIntrospectionResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  revocationRequest,
} from 'oauth4webapi';
import type { TokenEndpointResponse } from 'oauth4webapi';
import type { Secret } from '../../secret.ts';
import { ServerError } from '../../server-error.ts';
import type { CallOptions } from '../call-options.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import type { OAuthTrip } from './oauth-road.ts';
import { readCallback } from './read-callback.ts';
import { readStapiOAuthOptions } from './stapi-oauth-options.ts';
import type { StapiOAuthOptions } from './stapi-oauth-options.ts';
import { readTokenSet } from './token-set.ts';
import type { TokenSet } from './token-set.ts';
import { readTokenState } from './token-state.ts';
import type { TokenState } from './token-state.ts';
import { VENDOR_ID } from '../vendor-id.ts';

/** What the browser came back with, and what its sign-in began with. */
export interface CodeExchange extends CallOptions {
  /** The whole address that the browser came back to. */
  readonly callback: URL | string;
  /** The redirect URI of the request for the code. */
  readonly redirectUri: string;
  /** The state of that request. Keeping it, in a place of this browser's alone, is the caller's part. */
  readonly state: string;
  /** The verifier of its PKCE challenge (S256). Absent: there was none. */
  readonly codeVerifier?: string;
  /** The nonce of that request, where it asked for an ID token with one. */
  readonly nonce?: string;
}

/** What an application asks for itself. */
export interface ClientTokenOrder extends CallOptions {
  /** Separated by spaces. Absent: what the vendor gives. */
  readonly scope?: string;
  /** The one resource that the token is to be for (RFC 8707). */
  readonly resource?: string;
  /** What it will open, such as `video:<id>`: for usage counters. */
  readonly asset?: string;
  /** How long it may take, repeats included, in milliseconds. Default: no bound. */
  readonly withinMs?: number;
}

/**
 * The backend's half of OAuth with STAPI. Every call throws a `ServerError`: a code that starts with `vendor_`, such as
 * `vendor_credentials` with the reason `invalid_grant` for a code or refresh token that is used up; or `aborted`.
 */
export interface StapiOAuth {
  /**
   * Trades a code for tokens. Not repeated on its own: a code is good once.
   *
   * @throws {ServerError} Besides: `config` for a redirect URI that is not registered; `invalid_request` for a callback that is not this
   * sign-in's; `vendor_forbidden` when the person or the vendor said no.
   */
  exchangeCode(exchange: CodeExchange): Promise<TokenSet>;
  /** Gets new tokens. Not repeated on its own. Keep the old refresh token until the new one is stored: see `createStoredTokens`. */
  refreshToken(token: Secret, options?: CallOptions): Promise<TokenSet>;
  /** Client credentials, fresh each time. For API calls use `createStapiClient`, which keeps them. */
  clientToken(order: ClientTokenOrder): Promise<TokenSet>;
  /** Ends a token; a refresh token with all that came from its sign-in (RFC 7009). No error for one that has ended already. */
  revokeToken(token: Secret, options?: CallOptions): Promise<void>;
  /** What the vendor says of a token (RFC 7662). */
  introspectToken(token: Secret, options?: CallOptions): Promise<TokenState>;
}

/**
 * A confidential application: what has its secret in the backend. The requests and the checks of their answers are oauth4webapi's.
 *
 * This is for a backend that keeps people's tokens by itself. A whole sign-in (state, cookies, sessions) is a matter of its own.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see STAPI, "OAuth 2.0"; RFC 6749.
 */
export function createStapiOAuth(options: StapiOAuthOptions): StapiOAuth {
  const settings = readStapiOAuthOptions(options);
  const { server, client, authentication, redirectUris, road, insecure } = settings;
  const self = [server, client, authentication] as const;
  const by = (trip: OAuthTrip) => ({ ...insecure, [customFetch]: road(trip) });
  return {
    async exchangeCode({ callback, redirectUri, state, codeVerifier = nopkce, nonce, ...trip }) {
      checkRedirectUri(redirectUri, redirectUris);
      const answer = readCallback(callback, state, settings);
      const way = by({ ...trip, repeatable: false });
      const response = authorizationCodeGrantRequest(
        ...self,
        answer,
        redirectUri,
        codeVerifier,
        way,
      );
      const expected = nonce === undefined ? {} : { expectedNonce: nonce };
      return tokensOf(response, trip, (it) =>
        processAuthorizationCodeResponse(server, client, it, expected),
      );
    },
    async refreshToken(token, trip = {}) {
      const way = by({ ...trip, repeatable: false });
      const response = refreshTokenGrantRequest(...self, token.reveal(), way);
      return tokensOf(response, trip, (it) => processRefreshTokenResponse(server, client, it));
    },
    async clientToken({ scope, resource, asset, ...trip }) {
      const order = {
        ...(scope !== undefined && { scope }),
        ...(resource !== undefined && { resource }),
      };
      // Each grants another token and does no harm.
      const way = by({
        ...trip,
        ...(asset !== undefined && { resource: asset }),
        repeatable: true,
      });
      const response = clientCredentialsGrantRequest(...self, order, way);
      return tokensOf(response, trip, (it) => processClientCredentialsResponse(server, client, it));
    },
    async revokeToken(token, trip = {}) {
      need(server.revocation_endpoint, 'revocationUrl');
      const way = by({ ...trip, repeatable: true });
      const response = revocationRequest(...self, token.reveal(), way);
      await understood(response, trip, async (it) => {
        await processRevocationResponse(it);
        return true;
      });
    },
    async introspectToken(token, trip = {}) {
      need(server.introspection_endpoint, 'introspectionUrl');
      const way = by({ ...trip, repeatable: true });
      const response = introspectionRequest(...self, token.reveal(), way);
      return understood(response, trip, async (it) =>
        readTokenState(await processIntrospectionResponse(server, client, it)),
      );
    },
  };
}

function need(url: string | undefined, name: string): void {
  if (url === undefined)
    throw new ServerError('config', `${name} is missing. Give the address of that endpoint.`);
}

const tokensOf = (
  request: Promise<Response>,
  trip: CallOptions,
  check: (response: Response) => Promise<TokenEndpointResponse>,
): Promise<TokenSet> => understood(request, trip, async (it) => readTokenSet(await check(it)));

/**
 * Reads an answer, if it is what the protocol says.
 *
 * @param read `undefined` if it cannot.
 */
async function understood<T>(
  request: Promise<Response>,
  { correlationId }: CallOptions,
  read: (response: Response) => Promise<T | undefined>,
): Promise<T> {
  const response = await request;
  // Nothing of what goes wrong is kept: it holds the answer, and so the tokens.
  const found = await read(response).catch(() => undefined);
  if (found !== undefined) return found;
  throw new ServerError(
    'vendor_response',
    'STAPI answered something else than the protocol has. Check the addresses.',
    { vendor: VENDOR_ID, ...(correlationId !== undefined && { correlationId }) },
  );
}
