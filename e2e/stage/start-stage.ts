import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { JournalEntry, Sandbox } from '@playgate/sandbox';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from './create-app.ts';
import { defaultBackend } from './backend.ts';
import type { Stage } from './stage.ts';

/** A stage, and how to clear and strike it. */
export interface OwnedStage extends Stage {
  /** Makes everything as it was at the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function startStage(): Promise<OwnedStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const backend = defaultBackend();
  const server = serve({ fetch: (request) => app(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stage has no port.');
  const origin = `http://localhost:${address.port}`;
  const mint = (asset: string, lifetimeMs: number): Promise<string> =>
    mintFor(sandbox, asset, lifetimeMs);
  const app = createApp({ sandbox, backend, origin, mint });
  return {
    app: origin,
    origin: sandbox.addresses.origin,
    foreign: sandbox.addresses.foreign,
    backend,
    ...assets(sandbox),
    ...controlOf(sandbox),
    credential: (asset) => mint(asset, HOUR_MS),
    hash: (viewer) => app.hash(viewer),
    async moveClock(offsetMs) {
      backend.clockOffsetMs = offsetMs;
      await sandbox.setClock(offsetMs);
    },
    async reset() {
      Object.assign(backend, defaultBackend());
      await sandbox.reset();
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
}

async function mintFor(sandbox: Sandbox, asset: string, lifetimeMs: number): Promise<string> {
  const [scheme, film = ''] = asset.split('/');
  const kind = scheme === 'bearer' || scheme === 'header' ? scheme : 'query';
  return (await sandbox.mintCredential({ scheme: kind, film, lifetimeMs })).value;
}

function assets({ addresses }: Sandbox): Pick<Stage, 'master' | 'other'> {
  return {
    master: (asset) => `${addresses.origin}/${asset}/master.m3u8`,
    other: (asset) =>
      asset === 'bearer/live-show' ? 'header/live-show' : asset.replace('launch-film', 'long-film'),
  };
}

function controlOf(
  sandbox: Sandbox,
): Pick<
  Stage,
  | 'heal'
  | 'expire'
  | 'fault'
  | 'leaks'
  | 'rewritePlaylists'
  | 'mark'
  | 'journal'
  | 'media'
  | 'untilRefusedFor'
> {
  const { origin } = sandbox.addresses;
  const journal = async (after = 0): Promise<readonly JournalEntry[]> =>
    (await sandbox.journal(after)).entries;
  const media = async (after = 0): Promise<readonly JournalEntry[]> =>
    (await journal(after)).filter((entry) => entry.listener === 'origin' && entry.method === 'GET');
  return {
    journal,
    media,
    mark: async () => (await sandbox.journal()).next,
    leaks: () => sandbox.leaks(),
    fault: async (fault) => (await sandbox.addFault(fault)).id,
    heal: (id) => sandbox.removeFault(id),
    expire: () => sandbox.expireCredentials(),
    async rewritePlaylists(asset, place) {
      const film = asset.split('/')[1] ?? '';
      for (const rendition of ['144p', '240p', '360p', 'snd']) {
        const directory = `/${asset}/${rendition}/`;
        const text = await (await fetch(`${origin}/open/${film}/${rendition}/index.m3u8`)).text();
        const absolute = (uri: string): string =>
          place(uri) + new URL(uri, `http://x${directory}`).pathname;
        const body = text
          .replaceAll(/URI="([^"]+)"/g, (_, uri: string) => `URI="${absolute(uri)}"`)
          .replaceAll(/^(?!#)(\S+)$/gm, (uri) => absolute(uri));
        await sandbox.addFault({
          where: { listener: 'origin', path: `^${directory}index\\.m3u8$` },
          do: { action: 'status', status: 200, body },
        });
      }
    },
    async untilRefusedFor(asset, milliseconds) {
      const first = (await media()).find(
        (entry) => entry.status === 403 && entry.path.startsWith(`/${asset}/`),
      );
      if (first === undefined) throw new Error(`${asset} was never refused.`);
      const left = first.atMs + milliseconds - Date.now();
      // The engine under comparison is counted over real time: there is no event to wait for.
      await new Promise((resolve) => setTimeout(resolve, left));
    },
  };
}
