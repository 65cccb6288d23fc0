import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import type { PlaybackGrant, Vendor } from '../../src/index.ts';
import { mux } from '../../src/mux/index.ts';
import type { MuxOptions, MuxSigning } from '../../src/mux/index.ts';
import type { MintedPass } from '../../src/vendor.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { passFrom } from './mux-support.ts';

/** A backend and the vendor's stand-in, on one clock. */
export interface MuxWorld {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly origin: string;
  /** The key that the vendor gave out. */
  readonly signing: MuxSigning;
  /** What every vendor here is made with. */
  readonly options: MuxOptions;
  vendor(options?: Partial<MuxOptions>): Vendor;
  /** Playback id of a film; of those that are signed unless a policy is named. */
  idOf(film: string, policy?: string): string;
  /** A pass for a playback id, by default that of `launch-film`, of ten minutes unless it is to be shorter. */
  pass(grant?: Partial<PlaybackGrant>, vendor?: Vendor, seconds?: number): Promise<MintedPass>;
  tell(command: string, details?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export async function muxWorld(): Promise<MuxWorld> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const origin = sandbox.addresses.mux;
  const { keyId, privateKey, playbackIds } = sandbox.keys.mux;
  const signing: MuxSigning = { keyId, signingKey: privateKey };
  const options: MuxOptions = {
    ...signing,
    ...{ streamUrl: origin, imageUrl: origin, licenseUrl: origin, mediaUrls: [`${origin}/`] },
  };
  const idOf = (film: string, policy = 'signed'): string =>
    playbackIds.find((one) => one.film === film && one.policy === policy)?.id ?? '';
  const vendor = (more: Partial<MuxOptions> = {}): Vendor => mux({ ...options, ...more });
  return {
    ...{ sandbox, clock, origin, signing, options, vendor, idOf },
    pass: (grant = {}, by = vendor(), lifetimeSeconds = 600) =>
      passFrom(by, { asset: idOf('launch-film'), ...grant }, { now: clock.now(), lifetimeSeconds }),
    tell: (command, details) => sandbox.tell('mux', command, details),
  };
}

/** The first rule of a pass that matches an address. */
function ruleFor(pass: MintedPass, url: string) {
  const [address = ''] = url.split('?');
  return pass.rules.find(({ match: { urls } }) =>
    urls.some((one) => (one.endsWith('/') ? url.startsWith(one) : address === one)),
  );
}

/** What a browser would get. */
export async function open(
  pass: MintedPass,
  url: string,
  init: RequestInit = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const target = new URL(url);
  for (const placement of ruleFor(pass, url)?.place ?? [])
    if (placement.kind === 'query')
      for (const [name, value] of Object.entries(placement.params))
        target.searchParams.set(name, value);
  const answer = await fetch(target, init);
  return { status: answer.status, text: await answer.text() };
}

/** What the pass says of a refused request. */
export function verdictOf(pass: MintedPass, url: string, status: number): unknown {
  return ruleFor(pass, url)?.refusals?.[status];
}

/** What a playlist names. */
export const linesOf = (playlist: string): readonly string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
