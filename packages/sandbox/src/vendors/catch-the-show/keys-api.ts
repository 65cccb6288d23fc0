import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { needSecret } from './access.ts';
import type { Account } from './account.ts';
import { answerPage } from './answer-page.ts';
import type { ApiKey, ShownKey } from './api-keys.ts';
import { parseGrace, parseKeyOrder } from './parse-key-order.ts';
import { full, invalid, notFound, problem } from './problem.ts';

/** The dashboard's keys: named, one set for each environment, shown once, rotated and revoked with a grace. */
export function keysApi(account: Account): Hono<Judged> {
  const { keys, clock } = account;
  const api = new Hono<Judged>();
  api.use(needSecret(account));
  const describe = describer(() => clock.now());
  const show = (c: Context, { key, value }: ShownKey) =>
    c.json({ ...describe(key), key: value }, 201, { 'Cache-Control': 'no-store' });

  api.get('/', (c) => answerPage(c, { of: keys, describe }));
  api.post('/', async (c) => {
    const order = parseKeyOrder(await c.req.text());
    if (typeof order === 'string') return invalid(c, order);
    if (keys.isTaken(order)) return problem(c, 409, 'name_taken', 'There is such a key already.');
    return keys.isFull ? full(c) : show(c, keys.create(order));
  });
  api.post('/:id/rotate', async (c) => {
    const grace = parseGrace(await c.req.text());
    if (typeof grace === 'string') return invalid(c, grace);
    const key = keys.get(c.req.param('id'));
    if (!key) return notFound(c);
    if (key.endsAtMs <= clock.now()) return problem(c, 409, 'revoked', 'This key has ended.');
    return keys.isFull ? full(c) : show(c, keys.rotate(key, grace.graceMs));
  });
  api.post('/:id/revoke', async (c) => {
    const grace = parseGrace(await c.req.text());
    if (typeof grace === 'string') return invalid(c, grace);
    const key = keys.get(c.req.param('id'));
    if (!key) return notFound(c);
    keys.end(key, grace.graceMs);
    return c.json(describe(key));
  });
  return api;
}

const describer = (now: () => number) => (key: ApiKey) => ({
  id: key.id,
  name: key.name,
  environment: key.environment,
  type: key.type,
  prefix: key.prefix,
  created_at: new Date(key.createdAtMs).toISOString(),
  ends_at: Number.isFinite(key.endsAtMs) ? new Date(key.endsAtMs).toISOString() : null,
  state: key.endsAtMs <= now() ? 'revoked' : Number.isFinite(key.endsAtMs) ? 'retiring' : 'active',
});
