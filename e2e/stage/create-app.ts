import { epochMs } from '@playgate/protocol';
import { createPassHandler, grant } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import type { AppParts } from './app-parts.ts';
import { createGate } from './create-gate.ts';
import { createPlaylists } from './create-playlists.ts';
import { originVendor } from './origin-vendor.ts';
import { file } from './site-file.ts';

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
  const playlists = createPlaylists(byAsset, origin);
  const handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/pass')
      return backend.down ? new Response('down', { status: 503 }) : pass(request);
    if (pathname === '/hls') return playlists(request);
    if (pathname.startsWith('/hashlock/')) return gate.page(request);
    return file(pathname);
  };
  return Object.assign(handle, { hash: gate.hash });
}
