import { epochMs } from '@playgate/protocol';
import { createPassHandler, grant } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppParts } from './app-parts.ts';
import { createGate } from './create-gate.ts';
import { originVendor } from './origin-vendor.ts';

/** The application of the tests: pages, a pass endpoint and the pages of a gate. */
export interface App {
  (request: Request): Promise<Response>;
  hash(viewer: string): Promise<string>;
}

export function createApp(parts: AppParts): App {
  const { backend, origin } = parts;
  const gate = createGate(parts);
  const byAsset: Vendor = {
    id: 'stage',
    mint: (granted, context) =>
      (granted.asset.startsWith('hash/') ? gate.vendor : originVendor(parts)).mint(
        granted,
        context,
      ),
  };
  const pass = createPassHandler({
    vendor: byAsset,
    origins: [origin],
    isAsset: (asset) => /^[a-z]+\/[a-z-]+$/.test(asset),
    decide: (_request, asked) =>
      grant({
        asset: asked.asset,
        // Behind the gate the viewer is whoever the gate says.
        ...(!asked.asset.startsWith('hash/') && { viewer: 'viewer-1' }),
        lifetimeSeconds: Math.max(1, backend.lifetimeMs / 1000),
      }),
    clock: { now: () => epochMs(Date.now() + backend.clockOffsetMs) },
  });
  const handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/pass')
      return backend.down ? new Response('down', { status: 503 }) : pass(request);
    if (pathname.startsWith('/hashlock/')) return gate.page(request);
    return file(pathname);
  };
  return Object.assign(handle, { hash: gate.hash });
}

const directory = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOTS: Readonly<Record<string, string>> = {
  '/video.js/': directory('../node_modules/video.js/dist/'),
  '/playgate/': directory('../../packages/videojs/dist/'),
  '/script/': directory('../site/script/'),
  '/': directory('../dist/'),
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

async function file(pathname: string): Promise<Response> {
  const root = Object.keys(ROOTS).find((prefix) => pathname.startsWith(prefix));
  if (root === undefined || pathname.includes('..'))
    return new Response('Not found', { status: 404 });
  const path = join(ROOTS[root] ?? '', pathname.slice(root.length));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return readFile(path).then(
    (body) =>
      new Response(new Uint8Array(body), {
        headers: { 'content-type': type, 'cache-control': 'no-store' },
      }),
    () => new Response('Not found', { status: 404 }),
  );
}
