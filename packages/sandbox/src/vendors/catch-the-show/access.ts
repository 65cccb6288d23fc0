import type { MiddlewareHandler } from 'hono';
import { bearerOf } from '../../credentials/credential-class.ts';
import type { Judged } from '../../credentials/judgement.ts';
import type { Account } from './account.ts';
import { forbidden } from './problem.ts';

/** What an access token can permit. The document names no words for it; these are ours. */
export type Permission = 'media:play' | 'metadata:read' | 'interactive:interact';

export const isSecret = ({ keys }: Account, request: Request): boolean =>
  keys.find(bearerOf(request))?.type === 'secret';

export const isPublic = ({ keys }: Account, request: Request): boolean =>
  keys.find(bearerOf(request))?.type === 'public';

/** Whether the request carries an access token that was made for this resource and permits this. */
export const isPermitted = (
  { credentials }: Account,
  request: Request,
  film: string,
  permission: Permission,
): boolean =>
  credentials.judge(bearerOf(request), { vendor: 'catchTheShow', film, permission }).verdict ===
  'ok';

/** Lets nobody pass who does not hold a secret key. */
export const needSecret =
  (account: Account): MiddlewareHandler<Judged> =>
  async (c, next) =>
    isSecret(account, c.req.raw) ? next() : forbidden(c);
