import { serve } from '@hono/node-server';
import { startFaultOrigin, startSandbox } from '@playgate/sandbox';
import type { FaultAction, FaultOrigin, JournalEntry, Sandbox } from '@playgate/sandbox';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { EngineName } from '../drivers/driver.ts';
import { createFilmBooks } from './film-books.ts';
import { createMatrixApp } from './matrix-app.ts';
import type { MatrixApp } from './matrix-app.ts';
import { defaultBackend } from './matrix-backend.ts';
import type { MatrixBackend } from './matrix-backend.ts';

/** A sandbox, and an application behind a fault origin. */
export interface MatrixStage {
  /** The application's origin. */
  readonly app: string;
  readonly sandbox: Sandbox;
  readonly front: FaultOrigin;
  readonly backend: MatrixBackend;
  /** The application's own credential, which its pages send with each ask. */
  readonly credential: string;
  /** The URL of an asset's manifest, as an engine wants it. An asset is `scheme/film`. */
  film(asset: string, engine?: EngineName): string;
  /** A credential as an application without the kit would have it. */
  mint(asset: string): Promise<string>;
  /** Lets asks for passes fail. */
  failAsks(action: FaultAction): Promise<void>;
  /** Asks for passes, as they reached the application. */
  asks(): Promise<readonly JournalEntry[]>;
  /** Requests for media since an entry of the sandbox's journal. */
  media(after?: number): Promise<readonly JournalEntry[]>;
  /** Every credential that was given since the start of the row. */
  secrets(): readonly string[];
  /** Where credentials came that have no business there. */
  strays(): Promise<readonly string[]>;
  /** As it was at the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The same server by its other name: the application's site, to which browsers send its cookies. */
export const sameSite = (origin: string): string => origin.replace('127.0.0.1', 'localhost');

const KINDS = ['manifest', 'playlist', 'segment', 'key'];

export async function startMatrixStage(): Promise<MatrixStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const backend = defaultBackend();
  const books = createFilmBooks(sandbox, backend);
  const credential = `app_${randomUUID()}`;
  const { front, app, close } = await serveApp((origin) =>
    createMatrixApp({ sandbox, backend, books, front: origin }),
  );
  const stage: MatrixStage = {
    ...{ app: front.address, sandbox, front, backend, credential },
    film: (asset, engine) => filmUrl(sandbox.addresses.origin, asset, engine),
    mint: (asset) => books.mint('bearer', asset.split('/')[1] ?? ''),
    async failAsks(action) {
      await front.addFault({ where: { path: '^/pass$', method: 'POST' }, do: action });
    },
    asks: async () => (await front.journal()).entries.filter(({ path }) => path === '/pass'),
    async media(after = 0) {
      const { entries } = await sandbox.journal(after);
      return entries.filter(
        ({ listener, method, kind }) =>
          listener === 'origin' && method === 'GET' && KINDS.includes(kind),
      );
    },
    secrets: () => [...books.minted, credential],
    strays: async () => [
      ...app.found,
      ...(await sandbox.leaks()).map((leak) => `${leak.canary} at ${leak.listener}`),
    ],
    async reset() {
      Object.assign(backend, defaultBackend());
      books.clear();
      app.found.length = 0;
      await Promise.all([sandbox.reset(), front.clearFaults(), front.clearJournal()]);
      await sandbox.addCanary('the application’s credential', credential);
    },
    async close() {
      close();
      await Promise.all([front.close(), sandbox.close()]);
    },
  };
  return stage;
}

function filmUrl(origin: string, asset: string, engine?: EngineName): string {
  const file = engine === 'dashjs' ? 'manifest.mpd' : 'master.m3u8';
  return `${asset.startsWith('cookie/') ? sameSite(origin) : origin}/${asset}/${file}`;
}

/** Serves an application that knows its own address: that of the fault origin before it. */
async function serveApp(create: (front: FaultOrigin) => MatrixApp): Promise<{
  readonly front: FaultOrigin;
  readonly app: MatrixApp;
  close(): void;
}> {
  // Nobody asks before its address is known.
  const server = serve({ fetch: (request) => app.answer(request), port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  const front = await startFaultOrigin(`http://127.0.0.1:${port}`, { host: 'localhost' });
  const app = create(front);
  return {
    ...{ front, app },
    close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}
