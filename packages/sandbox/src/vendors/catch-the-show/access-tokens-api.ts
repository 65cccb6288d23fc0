import { Hono } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { needSecret } from './access.ts';
import type { Account } from './account.ts';
import { isInteractive } from './interactive-elements.ts';
import type { TokenOrder } from './parse-token-order.ts';
import { parseTokenOrder } from './parse-token-order.ts';
import { invalid, notFound } from './problem.ts';

/** Tokens with chosen permissions and expiry, made with a secret key. Their values are shown once. */
export function accessTokensApi(account: Account): Hono<Judged> {
  const { credentials } = account;
  const api = new Hono<Judged>();
  api.use(needSecret(account));
  api.post('/', async (c) => {
    const order = parseTokenOrder(await c.req.text());
    if (typeof order === 'string') return invalid(c, order);
    if (!isThere(account, order.resource)) return notFound(c);
    const { value, serial } = credentials.mint(grantOf(order));
    const token = {
      ...{ id: `at_${serial}`, token: value, token_type: 'Bearer' },
      ...{ expires_in: order.expiresInSeconds, permissions: order.permissions },
    };
    return c.json(token, 201, { 'Cache-Control': 'no-store' });
  });
  api.delete('/:id', (c) => {
    const serial = Number(/^at_(\d{1,9})$/.exec(c.req.param('id'))?.[1] ?? 0);
    if (credentials.judgeSerial(serial).verdict === 'wrong') return notFound(c);
    credentials.revoke({ vendor: 'catchTheShow', serial });
    return c.body(null, 204);
  });
  return api;
}

function isThere(account: Account, { type, id }: TokenOrder['resource']): boolean {
  switch (type) {
    case 'video':
      return account.videos.get(id) !== undefined;
    case 'live_stream':
      return account.liveStreams.get(id) !== undefined;
    case 'interactive_video':
      return isInteractive(account, id);
  }
}

const grantOf = (order: TokenOrder) => ({
  vendor: 'catchTheShow' as const,
  film: order.resource.id,
  lifetimeMs: order.expiresInSeconds * 1000,
  permissions: order.permissions,
  ...(order.user !== undefined && { viewer: order.user }),
});
