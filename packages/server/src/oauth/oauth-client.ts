import {
  authorizationCodeGrantRequest,
  clientCredentialsGrantRequest,
  customFetch,
  introspectionRequest,
  nopkce,
  processAuthorizationCodeResponse,
  processClientCredentialsResponse,
  processIntrospectionResponse,
  processPushedAuthorizationResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  pushedAuthorizationRequest,
  refreshTokenGrantRequest,
  revocationRequest,
} from 'oauth4webapi';
import type { TokenEndpointResponse } from 'oauth4webapi';
import type { CallOptions } from '../api/call-options.ts';
import type { Secret } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import type { OAuthCallOptions } from './oauth-transport.ts';
import { CHECKED_ADDRESSES } from './oauth-settings.ts';
import type { OAuthSettings } from './oauth-settings.ts';
import { readCallback } from './read-callback.ts';
import { readTokenSet } from './token-set.ts';
import type { TokenSet } from './token-set.ts';
import { readTokenState } from './token-state.ts';
import type { TokenState } from './token-state.ts';

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
  /** The one resource that the access token is to be for (RFC 8707), as in that request. */
  readonly resource?: string;
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
 * The backend's half of OAuth. Every call throws a `ServerError`: a code that starts with `vendor_`, such as `vendor_credentials` with the
 * reason `invalid_grant` for a code or refresh token that is used up; or `aborted`.
 */
export interface OAuthClient {
  /**
   * Trades a code for tokens. Not repeated on its own: a code is good once.
   *
   * @throws {ServerError} Besides: `config` for a redirect URI that is not registered; `invalid_request` for a callback that is not this
   * sign-in's; `vendor_forbidden` when the person or the vendor said no.
   */
  exchangeCode(exchange: CodeExchange): Promise<TokenSet>;
  /**
   * Gets new tokens. Not repeated on its own. Keep the old refresh token until the new one is stored. `scope` asks for an access token that
   * may do less; what the next one may do stays as it was.
   */
  refreshToken(
    token: Secret,
    options?: CallOptions & Pick<ClientTokenOrder, 'scope' | 'resource'>,
  ): Promise<TokenSet>;
  /** Client credentials, fresh each time. */
  clientToken(order: ClientTokenOrder): Promise<TokenSet>;
  /** Ends a token; a refresh token with all that came from its sign-in (RFC 7009). No error for one that has ended already. */
  revokeToken(
    token: Secret,
    options?: CallOptions & Pick<ClientTokenOrder, 'withinMs'>,
  ): Promise<void>;
  /** What the server says of a token (RFC 7662). */
  introspectToken(token: Secret, options?: CallOptions): Promise<TokenState>;
  /** Leaves a request for a code with the server (RFC 9126). Gives its `request_uri`. */
  pushRequest(parameters: URLSearchParams, options?: CallOptions): Promise<string>;
}

/**
 * A confidential application: what has its secret in the backend. The requests and the checks of their answers are oauth4webapi's.
 *
 * @see RFC 6749.
 */
export function createOAuthClient(settings: OAuthSettings): OAuthClient {
  const { client, authentication: auth, redirectUris, transport } = settings;
  const by = (call: OAuthCallOptions) => ({ ...CHECKED_ADDRESSES, [customFetch]: transport(call) });
  const { understood, tokensOf } = answersOf(settings);
  return {
    async exchangeCode(exchange) {
      const { callback, redirectUri, state, codeVerifier = nopkce, nonce, ...rest } = exchange;
      const { resource, ...call } = rest;
      checkRedirectUri(redirectUri, redirectUris);
      const server = await settings.server(call);
      const answer = readCallback(callback, state, server, settings);
      const response = authorizationCodeGrantRequest(
        ...([server, client, auth, answer, redirectUri, codeVerifier] as const),
        { ...by({ ...call, repeatable: false }), ...asking({ resource }) },
      );
      const expected = nonce === undefined ? {} : { expectedNonce: nonce };
      return tokensOf(response, call, (it) =>
        processAuthorizationCodeResponse(server, client, it, expected),
      );
    },
    async refreshToken(token, { resource, scope, ...call } = {}) {
      const server = await settings.server(call);
      const options = { ...by({ ...call, repeatable: false }), ...asking({ resource, scope }) };
      const response = refreshTokenGrantRequest(server, client, auth, token.reveal(), options);
      return tokensOf(response, call, (it) => processRefreshTokenResponse(server, client, it));
    },
    async clientToken({ scope, resource, asset, ...call }) {
      const server = await settings.server(call);
      const order = {
        ...(scope !== undefined && { scope }),
        ...(resource !== undefined && { resource }),
      };
      // Each grants another token and does no harm.
      const options = by({
        ...call,
        ...(asset !== undefined && { resource: asset }),
        repeatable: true,
      });
      const response = clientCredentialsGrantRequest(server, client, auth, order, options);
      return tokensOf(response, call, (it) => processClientCredentialsResponse(server, client, it));
    },
    async revokeToken(token, call = {}) {
      const server = await settings.server(call);
      need(server.revocation_endpoint, 'revocationUrl');
      const options = by({ ...call, repeatable: true });
      const response = revocationRequest(server, client, auth, token.reveal(), options);
      await understood(response, call, async (it) => {
        await processRevocationResponse(it);
        return true;
      });
    },
    async introspectToken(token, call = {}) {
      const server = await settings.server(call);
      need(server.introspection_endpoint, 'introspectionUrl');
      const options = by({ ...call, repeatable: true });
      const response = introspectionRequest(server, client, auth, token.reveal(), options);
      return understood(response, call, async (it) =>
        readTokenState(await processIntrospectionResponse(server, client, it)),
      );
    },
    async pushRequest(parameters, call = {}) {
      const server = await settings.server(call);
      need(server.pushed_authorization_request_endpoint, 'the endpoint for pushed requests');
      // Each leaves another request and does no harm.
      const options = by({ ...call, repeatable: true });
      const response = pushedAuthorizationRequest(server, client, auth, parameters, options);
      const pushed = await understood(response, call, (it) =>
        processPushedAuthorizationResponse(server, client, it),
      );
      return pushed.request_uri;
    },
  };
}

function asking(wanted: Readonly<Record<string, string | undefined>>) {
  const additionalParameters = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted))
    if (value !== undefined) additionalParameters.set(name, value);
  return { additionalParameters };
}

function need(url: string | undefined, name: string): void {
  if (url === undefined)
    throw new ServerError('config', `${name} is missing. Give the address of that endpoint.`);
}

function answersOf({ vendor, name }: OAuthSettings) {
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
      `${name} answered something else than the protocol has. Check the addresses.`,
      { vendor, ...(correlationId !== undefined && { correlationId }) },
    );
  }
  const tokensOf = (
    request: Promise<Response>,
    call: CallOptions,
    check: (response: Response) => Promise<TokenEndpointResponse>,
  ): Promise<TokenSet> => understood(request, call, async (it) => readTokenSet(await check(it)));
  return { understood, tokensOf };
}
