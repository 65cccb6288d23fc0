import { jsonMember } from '../json-member.ts';
import { textMember, textsMember } from './members.ts';

/** What an access token is for. */
export interface Resource {
  readonly type: 'video' | 'live_stream' | 'interactive_video';
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
  readonly expiresInSeconds?: number | undefined;
  /** What it permits. Absent: what was ordered. */
  readonly permissions?: readonly string[] | undefined;
  /** By which it is revoked. Absent: it cannot be. */
  readonly id?: string | undefined;
}

/**
 * How access tokens are ordered. The vendor's document says that there is such a call, but not its path (`paths.accessTokens`), body or
 * answer.
 */
export interface AccessTokenApi {
  /** Makes the JSON body. Default `{ permissions, expires_in, resource: { type, id }, user }`. */
  readonly body?: (order: AccessTokenOrder) => unknown;
  /** Reads the JSON answer; `undefined` if it cannot. Default: `{ token, expires_in, permissions, id }`, the last two if they are there. */
  readonly read?: (answer: unknown) => AccessToken | undefined;
}

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
  const token = textMember(answer, 'token');
  const expiresInSeconds = jsonMember(answer, 'expires_in');
  if (token === undefined || typeof expiresInSeconds !== 'number') return undefined;
  return {
    token,
    expiresInSeconds,
    permissions: textsMember(answer, 'permissions'),
    id: textMember(answer, 'id'),
  };
}
