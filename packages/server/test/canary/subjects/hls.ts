import { createPlaylistHandler } from '../../../src/hls/index.ts';
import { grant } from '../../../src/index.ts';
import type { Vendor } from '../../../src/index.ts';
import { APP } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';

const FILM = 'launch-film';

/** Playlists are fetched with a Bearer that browsers must not see. */
export const hlsCanary: CanarySubject = {
  name: 'Playlists',
  uses: ['hls/createPlaylistHandler'],
  async prepare({ sandbox, isStrange, fetch, clock, hear }) {
    const { origin } = sandbox.addresses;
    const minted = { scheme: 'bearer', film: FILM, lifetimeMs: 600_000 } as const;
    const { value } = await sandbox.mintCredential(minted);
    const bearer = isStrange ? encodeURIComponent(strange('bearer')) : value;
    const urls = [`${origin}/bearer/`];
    const vendor: Vendor = {
      id: 'origin',
      mint: () =>
        Promise.resolve({
          kind: 'pass',
          rules: [
            {
              match: { urls, kinds: ['manifest', 'playlist'] },
              place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${bearer}` }],
            },
            { match: { urls }, place: [{ kind: 'query', params: { token: 'of-the-viewer' } }] },
          ],
          source: { src: `${origin}/bearer/${FILM}/master.m3u8` },
        }),
    };
    const handle = createPlaylistHandler({
      ...{ vendor, fetch, clock, origins: [APP], timeoutMs: 2000 },
      decide: (_request, { asset }) => grant({ asset }),
      audit: (event) => hear('hook', event),
    });
    const ask = (query: string, init?: RequestInit) => () =>
      handle(new Request(`${APP}/api/hls?asset=${FILM}${query}`, init));
    const below = (path: string) => encodeURIComponent(`${origin}/bearer/${FILM}/${path}`);
    const made = createPlaylistHandler;
    return {
      secrets: { bearer },
      operations: {
        'what a film begins with': ask(''),
        'a playlist below it': ask(`&playlist=${below('240p/index.m3u8')}`),
        'its head': ask('', { method: 'HEAD' }),
        'something that is no playlist': ask(`&playlist=${below('240p/0.ts')}`),
        'somebody else’s': ask(`&playlist=${encodeURIComponent('https://elsewhere.example/')}`),
        'what the vendor makes': async () => (await vendor.mint({ asset: FILM }, Object())).kind,
        'a bad option': () =>
          made({ vendor, decide: () => grant({ asset: FILM }), origins: [bearer] }),
      },
    };
  },
};
