import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { Fault, Sandbox } from '@playgate/sandbox';
import { createPassHandler, grant } from '@playgate/server';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { bundlePage } from '../bundle-page.ts';

export const ROUND_TRIP_MS = 80;
const FILM = 'launch-film';
const PAGE =
  '<!doctype html><title>Bench</title><body><script type="module" src="/page.js"></script>';

const slow = { action: 'delay', ms: ROUND_TRIP_MS } as const;
/** What puts the media server that far away. A fault without a method spares preflights. */
export const ROUND_TRIP: readonly Fault[] = [
  { where: { listener: 'origin' }, do: slow },
  { where: { listener: 'origin', method: 'OPTIONS' }, do: slow },
];

/** An application and a media server, each a round trip away. */
export interface Stage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** Where the film lies: on the application's origin, or on another. */
  film(place: 'same' | 'cross', scheme: 'open' | 'bearer'): string;
  close(): Promise<void>;
}

/** What a stage shows. */
export interface StageOptions {
  /** The page's script, a module of the bench. */
  readonly page: string;
  /** How long passes last, in milliseconds. */
  readonly lifetimeMs: number;
}

export async function startStage({ page: script, lifetimeMs }: StageOptions): Promise<Stage> {
  const sandbox = await startSandbox({ ports: 0 });
  for (const fault of ROUND_TRIP) await sandbox.addFault(fault);
  const page = await bundlePage(script);
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  const app = `http://localhost:${typeof address === 'object' ? address?.port : 0}`;
  const film: Stage['film'] = (place, scheme) =>
    `${place === 'same' ? `${app}/media` : sandbox.addresses.origin}/${scheme}/${FILM}/`;
  const pass = passHandler({ sandbox, app, film, lifetimeMs });

  async function answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (pathname === '/api/pass') return await pause(ROUND_TRIP_MS, pass(request));
    if (pathname === '/page.js') return text(page, 'text/javascript');
    if (!pathname.startsWith('/media/')) return text(PAGE, 'text/html');
    const target = sandbox.addresses.origin + pathname.slice('/media'.length) + search;
    const authorization = request.headers.get('authorization');
    return await fetch(target, { headers: authorization === null ? {} : { authorization } });
  }

  return {
    app,
    sandbox,
    film,
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
}

/** A pass for the film in both places. */
function passHandler({
  sandbox,
  app,
  film,
  lifetimeMs,
}: Pick<Stage, 'sandbox' | 'app' | 'film'> & Pick<StageOptions, 'lifetimeMs'>): (
  request: Request,
) => Promise<Response> {
  const urls = [film('same', 'bearer'), film('cross', 'bearer')];
  const lifetimeSeconds = lifetimeMs / 1000;
  return createPassHandler({
    vendor: {
      id: 'bench',
      async mint() {
        const { value } = await sandbox.mintCredential({
          scheme: 'bearer',
          film: FILM,
          lifetimeMs,
        });
        const header = { kind: 'header', name: 'Authorization', value: `Bearer ${value}` } as const;
        return { kind: 'pass', lifetimeSeconds, rules: [{ match: { urls }, place: [header] }] };
      },
    },
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1', lifetimeSeconds }),
    origins: [app],
  });
}

function text(body: string, type: string): Response {
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
}
