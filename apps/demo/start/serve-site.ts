import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serveFiles } from './serve-files.ts';

/** The React site, as something that answers requests. */
export interface Site {
  listener(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

const NOT_BUILT = 'The site is not built. Build it first: pnpm --filter @playgate/app-demo build';
const root = fileURLToPath(new URL('..', import.meta.url));

/** @param built Whether to serve what `vite build` made, instead of the sources through Vite. */
export async function serveSite(server: Server, built: boolean): Promise<Site> {
  return built ? serveBuilt() : serveSources(server);
}

async function serveSources(server: Server): Promise<Site> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    logLevel: 'warn',
    server: { middlewareMode: { server }, hmr: { server } },
  });
  return {
    listener: (request, response) => vite.middlewares(request, response),
    close: () => vite.close(),
  };
}

function serveBuilt(): Site {
  const dist = new URL('../dist/', import.meta.url);
  const app = serveFiles([{ path: '/', folder: dist, missing: NOT_BUILT }]);
  // Every other path is one of the page's own.
  app.get('*', serveStatic({ path: fileURLToPath(new URL('index.html', dist)) }));
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    listener: (request, response) => void listener(request, response),
    close: async () => undefined,
  };
}
