import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { isBearerToken } from '../api/tokens/bearer-token.ts';
import type { ApiCall } from '../api/vendor-api.ts';
import { Secret } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import type { AccessToken, AccessTokenApi, AccessTokenOrder } from './access-token-api.ts';
import { accessTokenBody, readAccessToken } from './access-token-api.ts';
import type { Connection } from './connect.ts';
import { below } from './paths.ts';

/** What access tokens may be at most, and how they are ordered. */
export interface IssuerOptions {
  /** What a token permits that is ordered without permissions: the least that plays. Default `['media:play']`. */
  readonly permissions?: readonly string[];
  /**
   * What a token may permit at most: more is refused, whoever asks for it. Default: `permissions`, and the three uses that the document
   * names for tokens, in words of ours: `media:play`, `metadata:read`, `interactive:interact`.
   */
  readonly grantable?: readonly string[];
  readonly accessTokens?: AccessTokenApi;
}

/** An access token that was checked. */
export interface IssuedToken {
  readonly token: Secret;
  readonly tokenType: 'Bearer';
  /** Seconds from the call; never more than ordered. */
  readonly expiresInSeconds: number;
  readonly expiresAt: EpochMs;
  /** What it permits; never more than ordered. */
  readonly scope: readonly string[];
  /** By which it is revoked, where the vendor gave one. */
  readonly id: string | undefined;
}

/** A token that is wanted. */
export interface WantedToken extends Omit<AccessTokenOrder, 'permissions'> {
  /** Default: the usual ones. */
  readonly permissions?: readonly string[] | undefined;
}

/** Orders access tokens. Throws a `ServerError`: `invalid_grant` for a permission that is not grantable; those of a call. */
export type IssueAccessToken = (
  wanted: WantedToken,
  call: Pick<ApiCall, 'signal' | 'correlationId' | 'withinMs' | 'viewer' | 'resource'>,
) => Promise<IssuedToken>;

const GRANTABLE = ['media:play', 'metadata:read', 'interactive:interact'] as const;

/** A mapping gone wrong could hand an API key to a browser. */
const API_KEY = /^(?:sandbox_)?[ps]k_/;

/**
 * Makes the one place where access tokens are ordered, so that no road leads around its limits.
 *
 * @throws {ServerError} `config`
 */
export function accessTokenIssuer(
  connection: Connection,
  { permissions: usual = ['media:play'], grantable, accessTokens = {} }: IssuerOptions,
): IssueAccessToken {
  const most = grantable ?? [...new Set([...usual, ...GRANTABLE])];
  if (!isWithin(usual, most))
    throw new ServerError(
      'config',
      'permissions must name at least one, and none that grantable does not.',
    );
  const { body = accessTokenBody, read = readAccessToken } = accessTokens;
  return async ({ permissions = usual, ...wanted }, call) => {
    if (!isWithin(permissions, most)) throw beyond(most);
    const order = { ...wanted, permissions };
    const now = connection.clock.now();
    const made = await connection.ask(
      {
        ...call,
        method: 'POST',
        path: below(connection.paths.accessTokens),
        json: body(order),
        // One too many harms nobody: it ends by itself.
        repeatable: true,
      },
      { what: 'a usable access token', read: (answer) => usable(read(answer), order) },
    );
    const expiresInSeconds = Math.min(made.expiresInSeconds ?? Infinity, order.lifetimeSeconds);
    return {
      token: new Secret(made.token),
      tokenType: 'Bearer',
      expiresInSeconds,
      expiresAt: epochMs(now + expiresInSeconds * 1000),
      scope: made.permissions ?? order.permissions,
      id: made.id,
    };
  };
}

function isWithin(permissions: readonly string[], most: readonly string[]): boolean {
  return permissions.length > 0 && permissions.every((one) => most.includes(one));
}

function beyond(most: readonly string[]): ServerError {
  return new ServerError(
    'invalid_grant',
    `An access token permits something, and here at most ${most.join(', ')}. Add what else is needed to grantable.`,
  );
}

function usable(made: AccessToken | undefined, order: AccessTokenOrder): AccessToken | undefined {
  if (made === undefined || !isBearerToken(made.token) || API_KEY.test(made.token))
    return undefined;
  const lasts = made.expiresInSeconds === undefined || made.expiresInSeconds > 0;
  const within = made.permissions?.every((one) => order.permissions.includes(one)) ?? true;
  return lasts && within ? made : undefined;
}
