import { apiPath } from '../api/api-path.ts';
import { clampLifetime } from '../mint/clamp-lifetime.ts';
import type { Resource } from './access-token-api.ts';
import type { CallOptions } from '../api/call-options.ts';
import { DONE } from '../api/read-answer.ts';
import type { Connection } from './connect.ts';
import type { IssueAccessToken, IssuedToken } from './issue-access-token.ts';
import { below } from './paths.ts';

/** A token that is wanted. */
export interface NewAccessToken {
  readonly resource: Resource;
  /** No more than `grantable`. Default: what the client was made with, `['media:play']`. */
  readonly permissions?: readonly string[];
  /** Brought between a second and the client's `maxLifetimeSeconds`. Default: that maximum. */
  readonly lifetimeSeconds?: number;
}

/**
 * Access tokens: what a browser may hold. Decide who may have one before you make it; its permissions and its life are limited here,
 * whatever is asked for. Every call throws a `ServerError`, as those of a `Collection` do.
 */
export interface AccessTokens {
  /**
   * The option `viewer` is also the token's user.
   *
   * @throws {ServerError} `invalid_grant` for a permission that is not grantable, or a lifetime that is no number.
   */
  create(input: NewAccessToken, options?: CallOptions): Promise<IssuedToken>;
  revoke(id: string, options?: CallOptions): Promise<void>;
}

export function accessTokens(
  connection: Connection,
  issue: IssueAccessToken,
  maxLifetimeSeconds: number,
): AccessTokens {
  return {
    async create({ resource, permissions, lifetimeSeconds }, options = {}) {
      const seconds = Math.floor(clampLifetime(lifetimeSeconds, maxLifetimeSeconds));
      const { viewer } = options;
      return issue(
        {
          resource,
          permissions,
          lifetimeSeconds: seconds,
          ...(viewer !== undefined && { viewer }),
        },
        { ...options, resource: resourceName(resource) },
      );
    },
    async revoke(id, options) {
      const path = below(connection.paths.accessTokens, apiPath`/${id}`);
      await connection.ask({ ...options, method: 'DELETE', path }, DONE);
    },
  };
}

const NAMES = { video: 'video', live_stream: 'live', interactive_video: 'interactive' } as const;

/** What a resource is called in grants and usage counters. */
export function resourceName({ type, id }: Resource): string {
  return `${NAMES[type]}:${id}`;
}
