import type { FaultAction, FaultOrigin, Sandbox } from '@playgate/sandbox';
import { createPassHandler, deny, grant } from '@playgate/server';
import { setTimeout as wait } from 'node:timers/promises';
import { file } from '../../stage/site-file.ts';
import type { FilmBooks } from './film-books.ts';
import { filmVendor } from './film-vendor.ts';
import type { MatrixBackend } from './matrix-backend.ts';

/** The application: its pages, and its endpoint for passes. */
export interface MatrixApp {
  answer(request: Request): Promise<Response>;
  /** Where it was sent a pass, which belongs to the media server alone. */
  readonly found: string[];
}

interface AppParts {
  readonly sandbox: Sandbox;
  readonly backend: MatrixBackend;
  readonly books: FilmBooks;
  /** What stands before it, and lets its answers fail. */
  readonly front: FaultOrigin;
}

/** Whether an answer under a fault does not end by itself. */
const isHeld = (fault: FaultAction): boolean =>
  fault.action === 'hang' || (fault.action === 'transport' && fault.bytesPerSecond !== undefined);

export function createMatrixApp({ sandbox, backend, books, front }: AppParts): MatrixApp {
  const found: string[] = [];
  const pass = createPassHandler({
    vendor: filmVendor(sandbox, backend, books.mint),
    origins: [front.address],
    isAsset: (asset) => /^[a-z]+\/[a-z-]+$/.test(asset),
    decide: (_request, { asset }) => {
      if (backend.says === 'no') return deny('forbidden');
      if (backend.says === 'sign in') return deny('unauthenticated');
      const lifetimeSeconds = Math.max(1, backend.lifetimeMs / 1000);
      return grant({ asset, viewer: 'viewer-1', lifetimeSeconds });
    },
  });
  return {
    found,
    async answer(request) {
      const { pathname, searchParams } = new URL(request.url);
      const sent = await textOf(request);
      if (books.minted.some((secret) => sent.includes(secret))) found.push(`a pass at ${pathname}`);
      if (pathname === '/held') return hold(front, Number(searchParams.get('ask')), request.signal);
      return pathname === '/pass' ? setting(books.takeCookie, await pass(request)) : file(pathname);
    },
  };
}

async function textOf(request: Request): Promise<string> {
  // Cookies ignore ports: the application gets those of its site.
  const headers = [...request.headers].filter(([name]) => name !== 'cookie');
  return `${request.url}\n${headers.join('\n')}\n${await request.clone().text()}`;
}

function setting(takeCookie: FilmBooks['takeCookie'], response: Response): Response {
  const cookie = takeCookie();
  if (cookie === undefined) return response;
  const headers = new Headers(response.headers);
  headers.append('set-cookie', cookie);
  return new Response(response.body, { status: response.status, headers });
}

/** Whether the answer to an ask is held back, once it has arrived: 204 if so, 404 if it comes. */
async function hold(front: FaultOrigin, ask: number, signal: AbortSignal): Promise<Response> {
  const arrived = async (): Promise<{ readonly fault?: string } | undefined> =>
    (await front.journal()).entries.filter(({ path }) => path === '/pass')[ask - 1];
  while ((await arrived()) === undefined && !signal.aborted) await wait(2);
  const id = (await arrived())?.fault;
  const fault = (await front.faults()).find((one) => one.id === id);
  return new Response(null, { status: fault && isHeld(fault.do) ? 204 : 404 });
}
