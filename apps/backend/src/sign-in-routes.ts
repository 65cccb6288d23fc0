import { Hono } from 'hono';
import type { Account } from './accounts.ts';
import { findAccount } from './accounts.ts';
import type { Sessions } from './sessions.ts';

/** Signing in and out of the demo, and who is here. */
export function signInRoutes(sessions: Sessions<Account>): Hono {
  const routes = new Hono();
  routes.get('/viewer', (context) => {
    const viewer = sessions.holderOf(context.req.raw);
    return context.json(viewer === undefined ? {} : { viewer: viewer.id, name: viewer.name });
  });
  routes.post('/sign-in', async (context) => {
    const body: { readonly account?: unknown } = await context.req.json();
    const account = findAccount(body.account);
    if (account === undefined) return context.json({ error: 'No such account.' }, 400);
    sessions.close(context.req.raw);
    context.header('Set-Cookie', sessions.open(account));
    return context.json({ viewer: account.id, name: account.name });
  });
  routes.post('/sign-out', (context) => {
    context.header('Set-Cookie', sessions.close(context.req.raw));
    return context.json({});
  });
  return routes;
}
