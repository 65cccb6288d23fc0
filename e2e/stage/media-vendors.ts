import { generateKeyPairSync } from 'node:crypto';
import type { Sandbox } from '@playgate/sandbox';
import { brightcove, brightcoveStatic, createBrightcoveClient } from '@playgate/server/brightcove';
import { catchTheShow } from '@playgate/server/catch-the-show';
import { mux } from '@playgate/server/mux';
import { stapi } from '@playgate/server/stapi';
import type { MediaVendor } from './media-vendor.ts';
import type { VendorClock } from './vendor-clock.ts';

/** How long passes of these tests last. */
export const PASS_MS = 60_000;
const HOURS_MS = 7 * 3_600_000;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signingKey = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** Every vendor whose films play in our player. The hashlock's are tried in `gate.spec.ts`: behind them stands a visit. */
export const MEDIA_VENDORS: readonly MediaVendor[] = [
  {
    name: 'catch-the-show',
    listener: 'catchTheShow',
    ...{ lastsMs: PASS_MS, mends: 'refusal', mixedUp: 'pass_refused' },
    guardsSegments: true,
    async connect({ addresses, keys }, clock) {
      const { catchTheShow: origin } = addresses;
      const { secretKey } = keys.catchTheShow;
      const mediaUrls = [`${origin}/media/`];
      return {
        vendor: catchTheShow({ secretKey, apiUrl: `${origin}/v1`, mediaUrls, clock }),
        film: 'video:launch-film',
        other: 'video:long-film',
      };
    },
  },
  {
    name: 'stapi',
    listener: 'stapi',
    // As long as the authorization server says.
    ...{ lastsMs: 600_000, mends: 'refusal', mixedUp: 'pass_refused' },
    guardsSegments: true,
    async connect({ addresses, keys }, clock) {
      return {
        vendor: stapi({
          mediaUrls: [`${addresses.stapi}/media/`],
          tokenUrl: `${addresses.authorization}/token`,
          ...keys.authorization,
          clock,
        }),
        film: 'video:launch-film',
        other: 'video:long-film',
      };
    },
  },
  {
    name: 'brightcove',
    listener: 'brightcove',
    ...{ lastsMs: PASS_MS, mends: 'refusal', mixedUp: 'pass_refused' },
    guardsSegments: false,
    async connect(sandbox, clock) {
      const { brightcove: origin } = sandbox.addresses;
      const account = await registered(sandbox, clock);
      return {
        vendor: brightcove({
          ...account,
          playbackUrl: `${origin}/playback/v1`,
          mediaUrls: [`${origin}/manifest/`, `${origin}/license/`],
          segmentUrls: [`${origin}/media/`],
          clock,
        }),
        ...videosOf(sandbox),
      };
    },
  },
  {
    name: 'brightcove-static',
    listener: 'brightcove',
    // What the manifest names ends with its token.
    ...{ lastsMs: PASS_MS, mends: 'reload', mixedUp: 'media_forbidden' },
    guardsSegments: false,
    async connect(sandbox, clock) {
      const { brightcove: origin } = sandbox.addresses;
      return {
        vendor: brightcoveStatic({
          ...(await registered(sandbox, clock)),
          protection: 'aes128',
          playbackUrl: `${origin}/playback/v1`,
          mediaUrls: [`${origin}/manifest/`, `${origin}/license/`, `${origin}/media/`],
        }),
        ...videosOf(sandbox),
      };
    },
  },
  {
    name: 'mux',
    listener: 'mux',
    // What the manifest names is signed by the edge, for hours.
    ...{ lastsMs: HOURS_MS, mends: 'reload', mixedUp: 'pass_refused' },
    guardsSegments: false,
    async connect(sandbox) {
      const { mux: origin } = sandbox.addresses;
      const { keyId, privateKey: key } = sandbox.keys.mux;
      const film = await playbackId(sandbox, 'stageLaunchFilm', 'launch-film');
      const other = await playbackId(sandbox, 'stageLongFilm', 'long-film');
      const mediaUrls = [`${origin}/`];
      const vendor = mux({
        ...{ keyId, signingKey: key, kinds: ['video'], streamUrl: origin, mediaUrls },
      });
      return { vendor, film, other };
    },
  },
];

/** Registers the key that the backend signs with. */
async function registered({ addresses, keys }: Sandbox, clock: VendorClock) {
  const { brightcove: origin } = addresses;
  const { accountId } = keys.brightcove;
  const client = createBrightcoveClient({
    ...keys.brightcove,
    ...{ apiUrl: `${origin}/v1`, tokenUrl: `${origin}/v4/access_token`, clock },
  });
  await client.keys.register({ signingKey });
  return { accountId, signingKey };
}

function videosOf({ keys }: Sandbox): { readonly film: string; readonly other: string } {
  const { videos } = keys.brightcove;
  const named = (reference: string): string =>
    `video:${videos.find(({ referenceId }) => referenceId === reference)?.id}`;
  return { film: named('launch-film'), other: named('long-film') };
}

async function playbackId(sandbox: Sandbox, id: string, film: string): Promise<string> {
  await sandbox.tell('mux', 'setPlaybackId', { id, film });
  return id;
}
