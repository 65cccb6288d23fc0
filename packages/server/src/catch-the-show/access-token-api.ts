import { jsonMember } from '../json-member.ts';
import { ServerError } from '../server-error.ts';

/** What an access token is for. */
export interface Resource {
  readonly type: 'video' | 'live_stream';
  readonly id: string;
}

/** One access token, as it is ordered. */
export interface AccessTokenOrder {
  readonly permissions: readonly string[];
  /** Whole seconds. */
  readonly lifetimeSeconds: number;
  readonly resource: Resource;
  /** The viewer's opaque tag. */
  readonly viewer?: string;
}

/** One access token, as the vendor made it. */
export interface AccessToken {
  readonly token: string;
  /** Seconds from the call. Absent: as long as ordered. */
  readonly expiresInSeconds?: number;
}

/** How access tokens are ordered. The vendor's document says that there is such a call, but not its path, body or answer. */
export interface AccessTokenApi {
  /** The path after `baseUrl`. Default `/access-tokens`. */
  readonly path?: string;
  /** Makes the JSON body. Default `{ permissions, expires_in, resource: { type, id }, user }`. */
  readonly body?: (order: AccessTokenOrder) => unknown;
  /** Reads the JSON answer; `undefined` if it cannot. Default: `{ token, expires_in }`. */
  readonly read?: (answer: unknown) => AccessToken | undefined;
}

/** What can stand after `Bearer` (RFC 6750, section 2.1). */
const BEARER = /^[A-Za-z0-9\-._~+/]{1,8192}=*$/;

/** The body that is sent unless the application says otherwise. */
export function accessTokenBody({
  permissions,
  lifetimeSeconds,
  resource,
  viewer,
}: AccessTokenOrder): unknown {
  return {
    permissions,
    expires_in: lifetimeSeconds,
    resource,
    ...(viewer !== undefined && { user: viewer }),
  };
}

/** Reads the answer that is expected unless the application says otherwise. */
export function readAccessToken(answer: unknown): AccessToken | undefined {
  const token = jsonMember(answer, 'token');
  const expiresInSeconds = jsonMember(answer, 'expires_in');
  if (typeof token !== 'string' || typeof expiresInSeconds !== 'number') return undefined;
  return { token, expiresInSeconds };
}

/**
 * Checks what was read.
 *
 * @throws {ServerError} `vendor_response`
 */
export function checkAccessToken(token: AccessToken | undefined): AccessToken {
  const lasts = token?.expiresInSeconds === undefined || token.expiresInSeconds > 0;
  if (token === undefined || !BEARER.test(token.token) || !lasts)
    throw new ServerError('vendor_response', 'Catch The Show answered no usable access token.');
  return token;
}
