import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { createPassHandler, grant } from '@playgate/server';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { bundlePage } from '../bundle-page.ts';

export const ROUND_TRIP_MS = 80;
const FILM = 'launch-film';
const HOUR_MS = 3_600_000;
const PAGE =
  '<!doctype html><title>First frame</title><script type="module" src="/page.js"></script>';

/** An application and a media server, each a round trip away. */
export interface Stage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** Where the film lies: on the application's origin, or on another. */
  film(place: 'same' | 'cross', scheme: 'open' | 'bearer'): string;
  close(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const sandbox = await startSandbox({ ports: 0 });
  const slow = { action: 'delay', ms: ROUND_TRIP_MS } as const;
  // A fault without a method spares preflights.
  await sandbox.addFault({ where: { listener: 'origin' }, do: slow });
  await sandbox.addFault({ where: { listener: 'origin', method: 'OPTIONS' }, do: slow });
  const page = await bundlePage('./first-frame/page.ts');
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  const app = `http://localhost:${typeof address === 'object' ? address?.port : 0}`;
  const film: Stage['film'] = (place, scheme) =>
    `${place === 'same' ? `${app}/media` : sandbox.addresses.origin}/${scheme}/${FILM}/`;
  const pass = await passHandler(sandbox, app, film);

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
async function passHandler(
  sandbox: Sandbox,
  app: string,
  film: Stage['film'],
): Promise<(request: Request) => Promise<Response>> {
  const order = { scheme: 'bearer', film: FILM, lifetimeMs: HOUR_MS } as const;
  const { value } = await sandbox.mintCredential(order);
  const header = { kind: 'header', name: 'Authorization', value: `Bearer ${value}` } as const;
  const urls = [film('same', 'bearer'), film('cross', 'bearer')];
  return createPassHandler({
    vendor: {
      id: 'bench',
      mint: () => Promise.resolve({ kind: 'pass', rules: [{ match: { urls }, place: [header] }] }),
    },
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
    origins: [app],
  });
}

function text(body: string, type: string): Response {
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
}
