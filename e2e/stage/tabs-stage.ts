import { serve } from '@hono/node-server';
import { epochMs } from '@playgate/protocol';
import { startSandbox } from '@playgate/sandbox';
import type { JournalEntry, Sandbox } from '@playgate/sandbox';
import { createPassHandler, deny, grant } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { once } from 'node:events';
import { file } from './site-file.ts';
import type { TabSettings } from './tab-settings.ts';

/** The application's backend, as a test wants it. */
export interface TabsBackend {
  /** Who is signed in; `undefined`: nobody. */
  viewer: string | undefined;
  /** How long passes live, in seconds. */
  passSeconds: number;
  /** Whether passes name their viewer. */
  isNamed: boolean;
  /** What answers of the pass endpoint wait for once they are made, and how many do. */
  held: Promise<unknown> | undefined;
  waiting: number;
  /** When it was asked for passes, in milliseconds since 1970. */
  asks: number[];
  clockOffsetMs: number;
}

/** One sandbox, and one application whose tabs are looked at. */
export interface TabsStage {
  readonly app: string;
  readonly sandbox: Sandbox;
  readonly backend: TabsBackend;
  readonly settings: TabSettings;
  /** Films of the self-run origin, which passes open. An asset is `bearer/film` or `header/film`. */
  film(asset: string): string;
  /** The same films, opened by access tokens. */
  tokenFilm(asset: string): string;
  /** Moves the clocks of the backend and the sandbox. */
  moveClock(offsetMs: number): Promise<void>;
  /** Requests for media that arrived since then, in milliseconds since 1970. */
  media(since?: number): Promise<readonly JournalEntry[]>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

const standard = (): TabsBackend => ({
  viewer: 'ada',
  passSeconds: 60,
  isNamed: true,
  held: undefined,
  waiting: 0,
  asks: [],
  clockOffsetMs: 0,
});

export async function startTabsStage(
  options: Pick<TabSettings['oauth'], 'refreshTokenStorage'> = { refreshTokenStorage: 'indexeddb' },
): Promise<TabsStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const { origin, stapi, authorization } = sandbox.addresses;
  const backend = standard();
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  const app = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  const settings: TabSettings = {
    oauth: {
      issuer: authorization,
      clientId: await register(sandbox, `${app}/tabs.html`),
      scope: 'openid offline_access videos:play',
      ...options,
    },
    media: `${stapi}/media/`,
  };
  const pass = createPassHandler({
    vendor: vendorOf(sandbox, backend),
    origins: [app],
    isAsset: (asset) => /^(bearer|header)\/[a-z-]+$/.test(asset),
    decide: (_request, { asset }) => {
      const { viewer, isNamed, passSeconds: lifetimeSeconds } = backend;
      if (viewer === undefined) return deny('unauthenticated');
      return grant({ asset, lifetimeSeconds, ...(isNamed && { viewer }) });
    },
    clock: { now: () => epochMs(Date.now() + backend.clockOffsetMs) },
  });
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/settings.json') return Response.json(settings);
    if (pathname !== '/pass') return storable(pathname);
    const { held } = backend;
    backend.asks.push(Date.now());
    const made = await pass(request);
    backend.waiting += 1;
    await held;
    backend.waiting -= 1;
    return made;
  };
  return {
    ...{ app, sandbox, backend, settings },
    film: (asset) => `${origin}/${asset}/master.m3u8`,
    tokenFilm: (asset) => `${stapi}/media/${asset}/master.m3u8`,
    async moveClock(offsetMs) {
      backend.clockOffsetMs = offsetMs;
      await sandbox.setClock(offsetMs);
    },
    async media(since = 0) {
      const { entries } = await sandbox.journal();
      const media = ['manifest', 'playlist', 'key', 'segment'];
      return entries.filter(
        ({ method, kind, atMs }) => method === 'GET' && media.includes(kind) && atMs >= since,
      );
    },
    async reset() {
      Object.assign(backend, standard());
      await sandbox.reset();
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
}

/** The bfcache keeps no page that may not be stored. */
async function storable(pathname: string): Promise<Response> {
  const answer = await file(pathname);
  answer.headers.delete('cache-control');
  return answer;
}

async function register(sandbox: Sandbox, redirectUri: string): Promise<string> {
  const application = await sandbox.tell('authorization', 'registerClient', {
    ...{ name: 'Tabs', authMethod: 'none', type: 'native', redirectUris: [redirectUri] },
  });
  return String(Reflect.get(Object(application), 'clientId'));
}

/** Mints credentials of the self-run origin, each for its viewer. */
const vendorOf = (sandbox: Sandbox, backend: TabsBackend): Vendor => ({
  id: 'tabs',
  async mint({ asset }) {
    const { viewer = '' } = backend;
    const scheme = asset.startsWith('header/') ? 'header' : 'bearer';
    const film = asset.slice(`${scheme}/`.length);
    const lifetimeMs = backend.passSeconds * 1000;
    const { value } = await sandbox.mintCredential({ scheme, film, viewer, lifetimeMs });
    const place = {
      bearer: { kind: 'header', name: 'Authorization', value: `Bearer ${value}` },
      header: { kind: 'header', name: 'X-Media-Key', value },
    } as const;
    const urls = [`${sandbox.addresses.origin}/${asset}/`];
    return { kind: 'pass', rules: [{ match: { urls }, place: [place[scheme]] }] };
  },
});
