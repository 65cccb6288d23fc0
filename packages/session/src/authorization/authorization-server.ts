import { isServerError, ServerError } from '@playgate/server';
import type { ApiClock, VendorApiOptions } from '@playgate/server';
import { jsonMember, parseOrigins, untilAborted } from '@playgate/server/handlers';
import { createVendorApi, parseApiUrl } from '@playgate/server/oauth';
import type { CallOptions } from '@playgate/server/oauth';
import { processDiscoveryResponse } from 'oauth4webapi';
import type { AuthorizationServer } from 'oauth4webapi';
import { AUTHORIZATION } from './authorization-name.ts';

/** Which authorization server. */
export interface AuthorizationServerOptions {
  /** What it calls itself, such as `https://login.example`: https, http on loopback only. ID tokens and answers must say the same. */
  readonly issuer: string;
  /** Its metadata (RFC 8414), for one without discovery. Default: what it publishes, looked at once an hour. */
  readonly metadata?: Partial<AuthorizationServer>;
  /** Further origins that its published endpoints may be at. Default: its own alone. */
  readonly endpointOrigins?: readonly string[];
}

/** Gives what is known of the authorization server. */
export type Metadata = (call?: CallOptions) => Promise<AuthorizationServer>;

/** After how long the metadata is looked at again, and after how long once more if that fails, in milliseconds. */
const FRESH_MS = 3_600_000;
const AGAIN_MS = 30_000;
/** The largest document that is read, in bytes. */
const LARGEST_DOCUMENT = 262_144;

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint',
  'jwks_uri',
] as const;

/**
 * Reads the metadata once and keeps it; a failure is not kept. Once it is known nobody waits for it any more, and an outage of the server's
 * metadata harms nobody: what was known counts until something newer is. Secrets go to endpoints of the issuer's origin or of listed ones
 * alone, S256 must be among the methods that are published, and an issuer that calls itself something else is refused.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3.3; RFC 9700, section 4.4.
 */
export function authorizationServer(
  options: AuthorizationServerOptions,
  api: VendorApiOptions & { readonly clock: ApiClock },
): Metadata {
  const issuer = parseApiUrl(options.issuer, 'issuer');
  const further =
    options.endpointOrigins === undefined
      ? []
      : parseOrigins(options.endpointOrigins, 'endpointOrigins');
  if (options.metadata !== undefined) {
    const given = Promise.resolve({ ...options.metadata, issuer: options.issuer });
    checkEndpoints(options.metadata);
    return () => given;
  }
  const { clock } = api;
  let kept: { readonly server: AuthorizationServer; readonly until: number } | undefined;
  let flight: Promise<AuthorizationServer> | undefined;

  const discover = async (): Promise<AuthorizationServer> => {
    try {
      const server = await readMetadata(options.issuer, api);
      checkEndpoints(server, [issuer.origin, ...further]);
      kept = { server, until: clock.now() + FRESH_MS };
      return server;
    } finally {
      flight = undefined;
    }
  };
  const look = (): Promise<AuthorizationServer> => (flight ??= discover());

  async function lookAgain({ server }: { readonly server: AuthorizationServer }): Promise<void> {
    try {
      await look();
    } catch (error) {
      // What it publishes now may not be used: the next caller is told. Of everything else the log of calls has told.
      const isWrong = isServerError(error) && error.code === 'config';
      kept = isWrong ? undefined : { server, until: clock.now() + AGAIN_MS };
    }
  }

  return async ({ signal } = {}) => {
    if (kept === undefined) return signal === undefined ? look() : untilAborted(look(), signal);
    if (clock.now() >= kept.until && flight === undefined) void lookAgain(kept);
    return kept.server;
  };
}

async function readMetadata(
  issuer: string,
  options: VendorApiOptions,
): Promise<AuthorizationServer> {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
  const path = '/.well-known/openid-configuration';
  const api = createVendorApi({ ...options, ...AUTHORIZATION, baseUrl: base });
  const { body } = await api.call({
    method: 'GET',
    path: { text: path, pattern: path },
    maxAnswerBytes: LARGEST_DOCUMENT,
  });
  const said = jsonMember(body, 'issuer');
  if (typeof said !== 'string')
    throw new ServerError(
      'vendor_response',
      'The authorization server answered something else than its metadata. Check the issuer.',
      { vendor: AUTHORIZATION.vendor },
    );
  if (said !== issuer)
    throw new ServerError(
      'config',
      'issuer is not what the authorization server calls itself. Give the very same text.',
    );
  try {
    return await processDiscoveryResponse(new URL(issuer), Response.json(body));
  } catch {
    // No cause: it holds the document.
    throw new ServerError(
      'config',
      'issuer publishes no usable metadata. Give another, or its metadata.',
    );
  }
}

/** @param origins Where they may be. Absent: they come from the application, and may be anywhere. */
function checkEndpoints(server: Partial<AuthorizationServer>, origins?: readonly string[]): void {
  for (const name of ENDPOINTS) {
    const text = server[name];
    if (text === undefined) continue;
    const { origin } = parseApiUrl(text, name);
    if (origins !== undefined && !origins.includes(origin))
      throw new ServerError(
        'config',
        `The authorization server has its ${name} at ${origin}. List that in endpointOrigins, if it is right.`,
      );
  }
  const methods = server.code_challenge_methods_supported;
  if (Array.isArray(methods) && !methods.includes('S256'))
    throw new ServerError(
      'config',
      'The authorization server does not know PKCE with S256. Turn it on there.',
    );
}
