import {
  calculatePKCECodeChallenge,
  None,
  processPushedAuthorizationResponse,
  pushedAuthorizationRequest,
} from 'oauth4webapi';
import type { DpopKey } from '../dpop/dpop-key.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthSettings } from '../oauth-options.ts';
import type { Server } from '../server/authorization-server.ts';
import { parseTrusted } from '../server/trusted-url.ts';
import { setQuery } from './set-query.ts';
import type { SignInOptions } from './sign-in-options.ts';

/** What one request for a code carries. */
export interface CodeRequest extends SignInOptions {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly dpop: DpopKey | undefined;
}

/**
 * The address where the viewer signs in: with a challenge (S256, always), pushed ahead where the server takes that (RFC 9126).
 *
 * @throws {OAuthError}
 */
export async function authorizationUrl(
  { options, isOpenId }: OAuthSettings,
  server: Server,
  { state, verifier, nonce, dpop, prompt, loginHint, parameters }: CodeRequest,
): Promise<string> {
  const metadata = await server.metadata();
  const url = parseTrusted(metadata.authorization_endpoint ?? '');
  if (!url)
    throw new OAuthError('config', 'The authorization endpoint is neither https nor loopback.');
  const given = new URLSearchParams({ ...options.parameters, ...parameters });
  setQuery(given, {
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    response_type: 'code',
    scope: options.scope,
    resource: options.resource,
    state,
    nonce: isOpenId ? nonce : undefined,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // A key that dies with this page could not answer to it.
    dpop_jkt: dpop?.isStored ? await dpop.handle.calculateThumbprint() : undefined,
    prompt,
    login_hint: loginHint,
  });
  const isPushed = metadata.pushed_authorization_request_endpoint !== undefined;
  const sent = isPushed
    ? { client_id: options.clientId, request_uri: await push(server, given, dpop) }
    : Object.fromEntries(given);
  setQuery(url.searchParams, sent);
  return url.href;
}

async function push(
  server: Server,
  query: URLSearchParams,
  dpop: DpopKey | undefined,
): Promise<string> {
  // A proof would bind the request to the key as `dpop_jkt` does.
  const handle = dpop?.isStored ? dpop.handle : undefined;
  const pushed = await server.talk({ dpop: handle }, async ({ server: as, client, options }) =>
    processPushedAuthorizationResponse(
      as,
      client,
      await pushedAuthorizationRequest(as, client, None(), query, options),
    ),
  );
  return pushed.request_uri;
}
