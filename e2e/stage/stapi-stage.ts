import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { JournalEntry, Sandbox } from '@playgate/sandbox';
import type { Sessions } from '@playgate/session';
import { once } from 'node:events';
import { file } from './site-file.ts';
import { createStapiBackend } from './stapi-backend.ts';
import type { BrowserSettings } from './stapi-settings.ts';

/** One sandbox, and one video site at STAPI, built both ways: its session in the browser, and in its backend. */
export interface StapiStage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** Of the pages that are opened from now on. */
  options: BrowserSettings['options'];
  readonly sessions: Sessions;
  mark(): Promise<number>;
  /** What reached STAPI's media since then. */
  media(after?: number): Promise<readonly JournalEntry[]>;
  /** What an endpoint of the authorization server answered since then: statuses. */
  answers(path: '/token' | '/revoke', after?: number): Promise<readonly number[]>;
}

/** The same, and how to clear and strike it. */
export interface OwnedStapiStage extends StapiStage {
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** How long access tokens last, in seconds. */
export const TOKEN_SECONDS = 3;

const MEDIA = ['manifest', 'playlist', 'key', 'segment'];

export async function startStapiStage(): Promise<OwnedStapiStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stage has no port.');
  const app = `http://localhost:${address.port}`;
  const { stapi, authorization: issuer } = sandbox.addresses;
  const { clientId } = await register(sandbox, {
    authMethod: 'none',
    redirectUris: [`${app}/stapi-browser.html`],
    postLogoutRedirectUris: [`${app}/stapi-browser.html`],
  });
  const backend = createStapiBackend({
    ...{ app, stapi, issuer },
    ...(await register(sandbox, {
      redirectUris: [`${app}/auth/callback`],
      postLogoutRedirectUris: [`${app}/stapi-backend.html`],
      backchannelLogoutUri: `${app}/auth/logout`,
    })),
  });
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const { options } = stage;
    if (pathname === '/stapi-settings') return Response.json({ stapi, issuer, clientId, options });
    return (await backend.answer(request)) ?? file(pathname);
  };
  const journal = async (after = 0) => (await sandbox.journal(after)).entries;
  const stage: OwnedStapiStage = {
    ...{ app, sandbox, options: {}, sessions: backend.sessions },
    mark: async () => (await sandbox.journal()).next,
    media: async (after) =>
      (await journal(after)).filter(
        ({ listener, method, kind }) =>
          listener === 'stapi' && method === 'GET' && MEDIA.includes(kind),
      ),
    answers: async (endpoint, after) =>
      (await journal(after))
        .filter(({ method, path }) => method === 'POST' && path === endpoint)
        .map(({ status }) => status),
    async reset() {
      stage.options = {};
      await sandbox.reset();
      await sandbox.tell('stapi', 'changeSettings', { dpopNonce: false });
      await sandbox.tell('authorization', 'setPolicy', {
        ...{ accessTokenSeconds: TOKEN_SECONDS, dpop: 'optional', dpopNonce: false },
      });
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
  return stage;
}

interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** On localhost, where `native` applications may be. */
const register = (
  sandbox: Sandbox,
  details: Readonly<Record<string, unknown>>,
): Promise<Application> =>
  sandbox.tell('authorization', 'registerClient', {
    ...{ name: 'Festival', type: 'native', ...details },
  }) as Promise<Application>;
