import type { Sessions } from '@playgate/session';
import { Hono } from 'hono';
import type { SandboxAddresses } from '../sandbox-access.ts';
import { listVideos } from './list-videos.ts';
import { SCOPE } from './register-applications.ts';
import type { Applications } from './register-applications.ts';
import type { SessionStories } from './session-stories.ts';

/** What the page about sign-in asks for. */
export interface SessionRouteParts {
  readonly addresses: SandboxAddresses;
  readonly applications: Applications;
  readonly sessions: Pick<Sessions, 'read'>;
  readonly stories: SessionStories;
  /** How long the authorization server's access tokens last. */
  readonly tokenSeconds: number;
}

export function sessionRoutes(parts: SessionRouteParts): Hono {
  const { addresses, applications, sessions, stories, tokenSeconds } = parts;
  const routes = new Hono();
  /** What a page must know to sign in by itself. Nothing of it is secret. */
  routes.get('/sign-in', (context) =>
    context.json({
      ...{ issuer: addresses.authorization, scope: SCOPE },
      ...{
        clientId: applications.browser.clientId,
        backendClientId: applications.backend.clientId,
      },
      ...{ api: `${addresses.stapi}/v1`, media: `${addresses.stapi}/media/`, tokenSeconds },
    }),
  );
  routes.get('/session-story', async (context) => {
    const session = await sessions.read(context.req.raw);
    if (session === undefined) return context.json({ error: 'Nobody is signed in.' }, 401);
    const { startedAt, endsAt, scopes = [], tag } = session;
    return context.json({ startedAt, endsAt, scopes, events: stories.of(tag) });
  });
  routes.get('/videos', async (context) => {
    const session = await sessions.read(context.req.raw);
    const { signal } = context.req.raw;
    const titles = session && (await listVideos(addresses.stapi, session, signal));
    if (titles === undefined) return context.json({ error: 'Nobody is signed in.' }, 401);
    if (titles === 'unavailable') return context.json({ error: 'STAPI gave no list.' }, 502);
    return context.json({ titles });
  });
  return routes;
}
