import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { createPassHandler, deny, grant, memoryStore } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { createSessions } from '@playgate/session';
import type { Sessions } from '@playgate/session';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { file } from './site-file.ts';

/** An application whose backend keeps the session, and an authorization server on another site. */
export interface SessionStage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** What the backend was asked, in order: `GET /auth/session` and the like. */
  readonly calls: string[];
  /** What credentials reached the media server, in order. */
  readonly credentials: (string | null)[];
  /** Of the application's pages from now on. */
  headers: Readonly<Record<string, string>>;
  /** Whether the handlers of the session answer 503. */
  isDown: boolean;
}

/** The same, and how to clear and strike it. */
export interface OwnedSessionStage extends SessionStage {
  reset(): Promise<void>;
  close(): Promise<void>;
}

const PAGE = '/session.html';

export async function startSessionStage(): Promise<OwnedSessionStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stage has no port.');
  const app = `http://localhost:${address.port}`;
  const sessions = await makeSessions(sandbox, app);
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    '/auth/sign-in': sessions.signIn,
    '/auth/callback': sessions.callback,
    '/auth/sign-out': sessions.signOut,
    '/auth/session': sessions.session,
    '/api/pass': passHandler(sessions, app),
    '/media/film': async ({ headers }) => {
      stage.credentials.push(headers.get('authorization'));
      return new Response(headers.get('authorization'));
    },
  };
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const route = routes[pathname];
    if (!route) return withHeaders(await file(pathname), stage.headers);
    stage.calls.push(`${request.method} ${pathname}`);
    return stage.isDown && pathname.startsWith('/auth/s')
      ? new Response(null, { status: 503 })
      : route(request);
  };
  const stage: OwnedSessionStage = {
    ...{ app, sandbox, calls: [], credentials: [], headers: {}, isDown: false },
    async reset() {
      stage.calls.length = 0;
      stage.credentials.length = 0;
      [stage.headers, stage.isDown] = [{}, false];
      await sandbox.reset();
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
  return stage;
}

async function makeSessions(sandbox: Sandbox, app: string): Promise<Sessions> {
  const registered = await sandbox.tell('authorization', 'registerClient', {
    ...{ name: 'App', type: 'native' },
    redirectUris: [`${app}/auth/callback`],
    postLogoutRedirectUris: [app + PAGE],
  });
  const read = (name: string): string => String(Reflect.get(Object(registered), name));
  return createSessions({
    issuer: sandbox.addresses.authorization,
    clientId: read('clientId'),
    clientSecret: read('clientSecret'),
    redirectUri: `${app}/auth/callback`,
    scope: 'openid',
    parameters: { prompt: 'login' },
    origins: [app],
    store: memoryStore(),
    keys: [randomBytes(32).toString('base64url')],
    afterSignIn: PAGE,
    afterSignOut: app + PAGE,
  });
}

/** A pass that says whose it is. */
function passHandler(sessions: Sessions, app: string): (request: Request) => Promise<Response> {
  const vendor: Vendor = {
    id: 'stage-session',
    mint: async ({ viewer }) => ({
      kind: 'pass',
      lifetimeSeconds: 60,
      rules: [
        {
          match: { urls: [`${app}/media/`] },
          place: [{ kind: 'header', name: 'Authorization', value: `Bearer pass-of-${viewer}` }],
        },
      ],
    }),
  };
  return createPassHandler({
    vendor,
    origins: [app],
    async decide(request, { asset }) {
      const session = await sessions.read(request);
      return session ? grant({ asset, viewer: session.viewer }) : deny('unauthenticated');
    },
  });
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
