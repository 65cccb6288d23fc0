import { createPassHandler, deny, grant, memoryStore } from '@playgate/server';
import type { PlaybackGrant } from '@playgate/server';
import { stapi } from '@playgate/server/stapi';
import { createSessions } from '@playgate/session';
import type { Sessions } from '@playgate/session';
import { randomBytes } from 'node:crypto';

/** Where everything is, and who the application is. */
export interface StapiBackendParts {
  readonly app: string;
  readonly stapi: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The backend that keeps the session: sign-in, the viewer's videos and their passes. */
export interface StapiBackend {
  readonly sessions: Sessions;
  /** @returns `undefined`: it is none of its addresses. */
  answer(request: Request): Promise<Response> | undefined;
}

export function createStapiBackend(parts: StapiBackendParts): StapiBackend {
  const { app, issuer, clientId, clientSecret } = parts;
  const sessions = createSessions({
    ...{ issuer, clientId, clientSecret },
    redirectUri: `${app}/auth/callback`,
    scope: 'openid videos:read videos:play',
    parameters: { prompt: 'login' },
    origins: [app],
    store: memoryStore(),
    keys: [randomBytes(32).toString('base64url')],
    afterSignIn: '/stapi-backend.html',
    afterSignOut: `${app}/stapi-backend.html`,
  });
  const pass = createPassHandler({
    vendor: stapi({
      mediaUrls: [`${parts.stapi}/media/`],
      accessToken: async ({ viewerToken }, context) => viewerToken?.(context),
    }),
    origins: [app],
    async decide(request, { asset }) {
      const session = await sessions.read(request);
      if (session === undefined) return deny('unauthenticated');
      const { viewer } = session;
      // What a page gets plays, and can do nothing else of what the session can.
      const viewerToken: PlaybackGrant['viewerToken'] = (how) =>
        session.viewerToken({ ...how, scope: 'videos:play' });
      return grant({ asset, viewer, viewerToken });
    },
  });
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    '/auth/sign-in': sessions.signIn,
    '/auth/callback': sessions.callback,
    '/auth/sign-out': sessions.signOut,
    '/auth/session': sessions.session,
    '/auth/logout': sessions.backChannelLogout,
    '/api/pass': pass,
    '/api/videos': (request) => listVideos(request, sessions, parts.stapi),
  };
  return { sessions, answer: (request) => routes[new URL(request.url).pathname]?.(request) };
}

/** The viewer's videos, with the viewer's own token, which stays here. */
async function listVideos(request: Request, sessions: Sessions, stapi: string): Promise<Response> {
  const session = await sessions.read(request);
  const token = await session?.accessToken();
  if (token === undefined) return new Response(null, { status: 401 });
  const headers = { Authorization: `Bearer ${token.reveal()}` };
  const answer = await fetch(`${stapi}/v1/videos`, { headers });
  const { data }: { readonly data: unknown } = await answer.json();
  return Response.json({ data }, { headers: { 'Cache-Control': 'no-store' } });
}
