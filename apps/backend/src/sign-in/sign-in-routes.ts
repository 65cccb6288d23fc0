import type { Sessions } from '@playgate/session';
import { Hono } from 'hono';

/** Signing in and out: what the browser is led through, and what its pages call. Mounted at `/auth`. */
export function signInRoutes(sessions: Sessions): Hono {
  const routes = new Hono();
  routes.all('/sign-in', (context) => sessions.signIn(context.req.raw));
  routes.all('/callback', (context) => sessions.callback(context.req.raw));
  routes.all('/sign-out', (context) => sessions.signOut(context.req.raw));
  routes.post('/sign-out-everywhere', ({ req }) => signOutEverywhere(req.raw, sessions));
  routes.all('/session', (context) => sessions.session(context.req.raw));
  routes.all('/back-channel-logout', (context) => sessions.backChannelLogout(context.req.raw));
  return routes;
}

/** Signs the viewer out of every browser that they are signed in with. */
async function signOutEverywhere(request: Request, sessions: Sessions): Promise<Response> {
  const session = await sessions.read(request);
  // Whether it is a page of this site that asks is found out here.
  const answer = await sessions.signOut(request);
  if (session !== undefined && answer.ok) await sessions.revokeAll(session.viewer);
  return answer;
}
