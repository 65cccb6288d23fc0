import { jsonMember } from '../../json-member.ts';
import { Secret, secret } from '../../secret/secret.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { systemClock } from '../../system-clock.ts';
import type { AccessTokens } from './access-tokens.ts';
import { isBearerToken } from './bearer-token.ts';
import { createVendorApi } from '../create-vendor-api.ts';
import { keepAccessToken } from './keep-access-token.ts';
import type { GrantedToken } from './keep-access-token.ts';
import { parseApiUrl } from '../parse-api-url.ts';
import { readOAuthRefusal } from './read-oauth-refusal.ts';
import type { ApiCall, VendorApiOptions } from '../vendor-api.ts';

/** How the client says who it is. */
export type ClientAuthMethod =
  /** HTTP Basic of both, each form-encoded first (RFC 6749, section 2.3.1). */
  | 'basic'
  /** Both in the body. */
  | 'post'
  /** The secret alone, as it is, after `Basic`; the id in the body. No standard, but printed by IBM. */
  | 'basic-raw';

/** Options of `clientCredentials`. */
export interface ClientCredentialsOptions extends VendorApiOptions {
  /** As in `Vendor.id`. */
  readonly vendor: string;
  /** The vendor's name, for messages. */
  readonly name: string;
  /** The token endpoint. Absolute, https (http on loopback only), without query. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  readonly authMethod: ClientAuthMethod;
  /** Scopes, separated by spaces. Default: what the vendor gives. */
  readonly scope?: string;
  /** Further members of the form, such as IBM's `device_name`. */
  readonly params?: Readonly<Record<string, string>>;
  /** How long a token lasts whose answer does not say, in seconds. Default 300. */
  readonly defaultLifetimeSeconds?: number;
}

/** The least that a request may take in all, in milliseconds: room for pauses where attempts are short. */
const SHORTEST_MS = 15_000;

/**
 * Access tokens by the grant `client_credentials`: cached, one request at a time, renewed ahead. A request takes no longer than its
 * attempts may together, or 15 seconds if that is longer, and ends when nobody waits for it any more.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see RFC 6749, section 4.4.
 */
export function clientCredentials(options: ClientCredentialsOptions): AccessTokens {
  const { tokenUrl, clock = systemClock } = options;
  const { origin, pathname } = parseApiUrl(tokenUrl, 'tokenUrl');
  const { headers, form } = identify(options);
  const lifetimeSeconds = options.defaultLifetimeSeconds ?? 300;
  if (!isLifetime(lifetimeSeconds))
    throw new ServerError('config', 'defaultLifetimeSeconds must be more than 0 seconds.');
  const api = createVendorApi({
    ...options,
    baseUrl: origin,
    ...(headers !== undefined && {
      authorization: { authorize: () => Promise.resolve({ headers }) },
    }),
    readRefusal: readOAuthRefusal,
  });
  const { timeoutMs = 5000, retries = 2 } = options;
  const longestMs = Math.max(SHORTEST_MS, (1 + retries) * timeoutMs);
  const call: ApiCall = {
    method: 'POST',
    path: { text: pathname, pattern: pathname },
    form: {
      grant_type: 'client_credentials',
      ...form,
      ...(options.scope !== undefined && { scope: options.scope }),
      ...options.params,
    },
    // Each grants another token and does no harm.
    repeatable: true,
    maxAnswerBytes: 65_536,
    withinMs: longestMs,
  };
  const request = async (signal: AbortSignal): Promise<GrantedToken> => {
    const { body, correlationId } = await api.call({ ...call, signal });
    const grant = readGrant(body, lifetimeSeconds);
    if (grant !== undefined) return grant;
    const problem = `${options.name} answered no usable access token.`;
    throw new ServerError('vendor_response', problem, { vendor: options.vendor, correlationId });
  };
  return keepAccessToken(request, { clock, longestMs });
}

interface Identity {
  readonly headers?: Readonly<Record<string, Secret>>;
  readonly form: Readonly<Record<string, string>>;
}

function identify({ clientId, clientSecret, authMethod }: ClientCredentialsOptions): Identity {
  const text = secret(clientSecret, { name: 'clientSecret' }).reveal();
  if (typeof clientId !== 'string' || clientId === '')
    throw new ServerError('config', 'clientId is missing. Give the one the vendor registered.');
  switch (authMethod) {
    case 'basic':
      return { headers: basic(btoa(`${formEncode(clientId)}:${formEncode(text)}`)), form: {} };
    case 'basic-raw':
      return { headers: basic(text), form: { client_id: clientId } };
    case 'post':
      return { form: { client_id: clientId, client_secret: text } };
    default:
      throw new ServerError('config', "authMethod must be 'basic', 'post' or 'basic-raw'.");
  }
}

function basic(credentials: string): Readonly<Record<string, Secret>> {
  return { Authorization: new Secret(`Basic ${credentials}`) };
}

/** As in a form's body (RFC 6749, appendix B). */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** Reads a token answer (RFC 6749, section 5.1). */
function readGrant(body: unknown, defaultLifetimeSeconds: number): GrantedToken | undefined {
  const token = jsonMember(body, 'access_token');
  const type = jsonMember(body, 'token_type');
  const seconds = jsonMember(body, 'expires_in') ?? defaultLifetimeSeconds;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return undefined;
  if (!isBearerToken(token) || !isLifetime(seconds)) return undefined;
  return { token: new Secret(token), lifetimeMs: seconds * 1000 };
}

function isLifetime(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds);
}
