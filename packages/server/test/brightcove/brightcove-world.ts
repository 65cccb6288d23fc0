import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import type { PassRule } from '@playgate/protocol';
import { onTestFinished } from 'vitest';
import { brightcove, createBrightcoveClient } from '../../src/brightcove/index.ts';
import type {
  BrightcoveClient,
  BrightcoveClientOptions,
  BrightcoveOptions,
} from '../../src/brightcove/index.ts';
import type { Vendor } from '../../src/index.ts';
import type { MintedPass } from '../../src/vendor.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { RSA } from '../jwt/keys.ts';
import { passFrom } from './brightcove-support.ts';

/** A backend and the vendor's stand-in, on one clock. */
export interface BrightcoveWorld {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly management: BrightcoveClient;
  readonly managementOptions: BrightcoveClientOptions;
  readonly accountId: string;
  /** By the name of its film: `launch-film` is HLSe, `public-film` clear, `drm-film` DRM. */
  video(referenceId: string): string;
  vendor(options?: Partial<BrightcoveOptions>): Vendor;
  /** What every vendor here is made with. */
  readonly options: BrightcoveOptions;
  tell(command: string, details?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** @param registered Whether the signing key is known at the vendor from the start. */
export async function brightcoveWorld(registered = true): Promise<BrightcoveWorld> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const origin = sandbox.addresses.brightcove;
  const { accountId, clientId, clientSecret, videos } = sandbox.keys.brightcove;
  const common = { accountId, clock, retries: 0 };
  const managementOptions: BrightcoveClientOptions = {
    ...common,
    clientId,
    clientSecret,
    apiUrl: `${origin}/v1`,
    tokenUrl: `${origin}/v4/access_token`,
    reportHosts: ['127.0.0.1'],
  };
  const management = createBrightcoveClient(managementOptions);
  if (registered) await management.keys.register({ signingKey: RSA.pem });
  const options: BrightcoveOptions = {
    ...common,
    signingKey: RSA.pem,
    playbackUrl: `${origin}/playback/v1`,
    mediaUrls: [`${origin}/manifest/`, `${origin}/license/`],
    segmentUrls: [`${origin}/media/`],
  };
  return {
    sandbox,
    clock,
    management,
    managementOptions,
    accountId,
    video(referenceId) {
      const found = videos.find((one) => one.referenceId === referenceId);
      return `video:${found?.id ?? referenceId}`;
    },
    vendor: (more = {}) => brightcove({ ...options, ...more }),
    options,
    tell: (command, details) => sandbox.tell('brightcove', command, details),
  };
}

type Kind = NonNullable<PassRule['match']['kinds']>[number];

/** What a browser would open: the first rule that matches places its credential. */
export async function open(
  pass: MintedPass,
  url: string,
  kind: Kind,
  init: RequestInit = {},
): Promise<Response> {
  const rule = pass.rules.find(
    ({ match: { urls, kinds } }) =>
      urls.some((prefix) => url.startsWith(prefix)) && (kinds?.includes(kind) ?? true),
  );
  const target = new URL(url);
  const headers = new Headers(init.headers);
  for (const placement of rule?.place ?? []) {
    if (placement.kind === 'header') headers.set(placement.name, placement.value);
    if (placement.kind === 'query')
      for (const [name, value] of Object.entries(placement.params))
        target.searchParams.set(name, value);
  }
  return fetch(target, { ...init, headers });
}

/** What the pass says of a refused request. */
export function verdictOf(pass: MintedPass, url: string, kind: Kind, status: number): unknown {
  return pass.rules.find(
    ({ match: { urls, kinds } }) =>
      urls.some((prefix) => url.startsWith(prefix)) && (kinds?.includes(kind) ?? true),
  )?.refusals?.[status];
}

/** Where a film's parts are, as its playlists name them. */
export interface Film {
  readonly rendition: string;
  readonly key: string | undefined;
  readonly segment: string;
}

/** Opens a film as a player does. */
export async function openFilm(pass: MintedPass): Promise<Film> {
  const master = pass.source?.src ?? '';
  const rendition = lastUrl(await text(await open(pass, master, 'manifest')));
  const playlist = await text(await open(pass, rendition, 'playlist'));
  const [, key] = /#EXT-X-KEY:[^\n]*URI="([^"]+)"/.exec(playlist) ?? [];
  return { rendition, key, segment: lastUrl(playlist) };
}

async function text(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

const lastUrl = (playlist: string): string => playlist.match(/^http.*$/gm)?.at(-1) ?? '';

/** The status of a film's key. */
export async function keyStatus(pass: MintedPass, { key = '' }: Film): Promise<number> {
  return (await open(pass, key, 'key')).status;
}

/** A pass for a film of the world. */
export function passFor(
  world: BrightcoveWorld,
  vendor: Vendor,
  { film = 'launch-film', viewer = 'v-1', seconds = 600, claims = {} } = {},
): Promise<MintedPass> {
  return passFrom(
    vendor,
    { asset: world.video(film), viewer, claims },
    { now: world.clock.now(), lifetimeSeconds: seconds },
  );
}
