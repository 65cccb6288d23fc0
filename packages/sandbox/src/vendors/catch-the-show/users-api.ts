import { Hono } from 'hono';
import { isText, parseJsonObject } from '../../json-members.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { needSecret } from './access.ts';
import type { Account, User } from './account.ts';
import { answerPage } from './answer-page.ts';
import { full, invalid, notFound } from './problem.ts';

/** The document's "user management", for secret keys alone. A user who is deleted loses their access tokens. */
export function usersApi(account: Account): Hono<Judged> {
  const { users, clock, randomText, credentials } = account;
  const api = new Hono<Judged>();
  api.use(needSecret(account));
  api.post('/', async (c) => {
    const name = parseJsonObject(await c.req.text())?.['name'];
    if (!isText(name) || name === '') return invalid(c, 'name must be a text.');
    if (users.isFull) return full(c);
    const user: User = { id: randomText(), name, createdAtMs: clock.now() };
    users.add(user);
    return c.json(describe(user), 201);
  });
  api.get('/', (c) => answerPage(c, { of: users, describe }));
  api.get('/:id', (c) => {
    const user = users.get(c.req.param('id'));
    return user ? c.json(describe(user)) : notFound(c);
  });
  api.delete('/:id', (c) => {
    const id = c.req.param('id');
    if (!users.remove(id)) return notFound(c);
    credentials.revoke({ vendor: 'catchTheShow', viewer: id });
    return c.body(null, 204);
  });
  return api;
}

const describe = ({ id, name, createdAtMs }: User) => ({
  id,
  name,
  created_at: new Date(createdAtMs).toISOString(),
});
