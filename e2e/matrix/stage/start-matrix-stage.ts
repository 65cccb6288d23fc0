import { serve } from '@hono/node-server';
import { startFaultOrigin, startSandbox } from '@playgate/sandbox';
import type { FaultAction, FaultOrigin, JournalEntry, Sandbox } from '@playgate/sandbox';
import { createPassHandler, deny, grant } from '@playgate/server';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { file } from '../../stage/site-file.ts';
import type { EngineName } from '../drivers/driver.ts';
import { filmVendor } from './film-vendor.ts';
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

/** Whether an answer under a fault does not end by itself. */
export const isHeld = (fault: FaultAction): boolean =>
  fault.action === 'hang' || (fault.action === 'transport' && fault.bytesPerSecond !== undefined);

/** The same server by its other name: the application's site, to which browsers send its cookies. */
export const sameSite = (origin: string): string => origin.replace('127.0.0.1', 'localhost');

const KINDS = ['manifest', 'playlist', 'segment', 'key'];

export async function startMatrixStage(): Promise<MatrixStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const backend = defaultBackend();
  const credential = `app_${randomUUID()}`;
  const minted: string[] = [];
  const found: string[] = [];
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  const front = await startFaultOrigin(
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    { host: 'localhost' },
  );
  const asks = async (): Promise<readonly JournalEntry[]> =>
    (await front.journal()).entries.filter(({ path }) => path === '/pass');
  /** What the answer to an ask is to set. */
  let cookie: string | undefined;
  const mint: Parameters<typeof filmVendor>[2] = async (scheme, film) => {
    const { lifetimeMs } = backend;
    const { value } = await sandbox.mintCredential({ scheme, film, lifetimeMs });
    minted.push(value);
    if (scheme === 'cookie') cookie = `media_key=${value}; Path=/; HttpOnly; SameSite=Lax`;
    return value;
  };
  const pass = createPassHandler({
    vendor: filmVendor(sandbox, backend, mint),
    origins: [front.address],
    isAsset: (asset) => /^[a-z]+\/[a-z-]+$/.test(asset),
    decide: (_request, { asset }) => {
      if (backend.says === 'no') return deny('forbidden');
      if (backend.says === 'sign in') return deny('unauthenticated');
      const lifetimeSeconds = Math.max(1, backend.lifetimeMs / 1000);
      return grant({ asset, viewer: 'viewer-1', lifetimeSeconds });
    },
  });
  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    // Cookies ignore ports: the application gets those of its site.
    const headers = [...request.headers].filter(([name]) => name !== 'cookie');
    const sent = `${request.url}\n${headers.join('\n')}\n${await request.clone().text()}`;
    if (minted.some((secret) => sent.includes(secret))) found.push(`a pass at ${pathname}`);
    if (pathname === '/pass') return withCookie(await pass(request));
    return pathname === '/held'
      ? hold(Number(searchParams.get('ask')), request.signal)
      : file(pathname);
  }
  function withCookie(response: Response): Response {
    if (cookie === undefined) return response;
    const headers = new Headers(response.headers);
    headers.append('set-cookie', cookie);
    cookie = undefined;
    return new Response(response.body, { status: response.status, headers });
  }
  /** Whether the answer to an ask is held back, once it has arrived: 204 if so, 404 if it comes. */
  async function hold(ask: number, signal: AbortSignal): Promise<Response> {
    while ((await asks()).length < ask && !signal.aborted) await wait(2);
    const id = (await asks())[ask - 1]?.fault;
    const fault = (await front.faults()).find((one) => one.id === id);
    return new Response(null, { status: fault && isHeld(fault.do) ? 204 : 404 });
  }
  const stage: MatrixStage = {
    ...{ app: front.address, sandbox, front, backend, credential, asks },
    film: (asset, engine) =>
      `${asset.startsWith('cookie/') ? sameSite(sandbox.addresses.origin) : sandbox.addresses.origin}/${asset}/${engine === 'dashjs' ? 'manifest.mpd' : 'master.m3u8'}`,
    mint: (asset) => mint('bearer', asset.split('/')[1] ?? ''),
    async failAsks(action) {
      await front.addFault({ where: { path: '^/pass$', method: 'POST' }, do: action });
    },
    async media(after = 0) {
      const { entries } = await sandbox.journal(after);
      return entries.filter(
        ({ listener, method, kind }) =>
          listener === 'origin' && method === 'GET' && KINDS.includes(kind),
      );
    },
    secrets: () => [...minted, credential],
    strays: async () => [
      ...found,
      ...(await sandbox.leaks()).map((leak) => `${leak.canary} at ${leak.listener}`),
    ],
    async reset() {
      Object.assign(backend, defaultBackend());
      minted.length = 0;
      found.length = 0;
      await Promise.all([sandbox.reset(), front.clearFaults(), front.clearJournal()]);
      await sandbox.addCanary('the application’s credential', credential);
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await Promise.all([front.close(), sandbox.close()]);
    },
  };
  return stage;
}
