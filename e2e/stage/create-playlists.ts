import { grant } from '@playgate/server';
import type { Vendor } from '@playgate/server';
import { createPlaylistHandler } from '@playgate/server/hls';

/** The handler of playlists for players that load by themselves. */
export function createPlaylists(
  vendor: Vendor,
  origin: string,
): (request: Request) => Promise<Response> {
  return createPlaylistHandler({
    vendor,
    origins: [origin],
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1', lifetimeSeconds: 600 }),
  });
}
