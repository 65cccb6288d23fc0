import type { OwnedStage } from '../stage/start-stage.ts';
import { liveManifest } from './live-manifest.ts';

/** A film, in a format, and what it takes to shape the network for it. */
export interface Film {
  readonly title: 'on demand' | 'live';
  readonly asset: string;
  /** Its manifest, below the asset. */
  readonly file: string;
  /** How large it is against the largest: the network is as much slower. */
  readonly size: number;
  /** Makes it ready. @returns The number of the segment that engines begin with. */
  readonly begin: (door: Door) => Promise<number>;
}

/** Where a film is, and how to get in. */
export interface Door {
  readonly stage: OwnedStage;
  readonly src: string;
  readonly authorization: string;
}

/** A show that has been on air for a minute has more to show than engines join behind. */
const ON_AIR_MS = 60_000;
/** Engines join so many segments before the newest. */
const JOINED_BEHIND = 2;
const LOOK_MS = 50;

/** Segments of four seconds with 10, 14 and 18 kB a second, sound included, numbered from 0. */
export const HLS: readonly Film[] = [
  {
    ...{ title: 'on demand', asset: 'bearer/long-film', file: 'master.m3u8', size: 1 },
    begin: async () => 0,
  },
  {
    ...{ title: 'live', asset: 'bearer/live-show', file: 'master.m3u8', size: 1 },
    begin: untilNextSegment,
  },
];

/** Segments of four seconds with 7 and 9 kB a second, numbered from 1 in each period of ten. So the network comes round with them. */
export const DASH: readonly Film[] = [
  {
    ...{ title: 'on demand', asset: 'bearer/long-film', file: 'manifest.mpd', size: 0.5 },
    begin: async () => 1,
  },
  {
    ...{ title: 'live', asset: 'bearer/long-film', file: 'live.mpd', size: 0.5 },
    begin: putOnAir,
  },
];

/** Resolves in the moment in which there is a new segment, with the one that engines join at. */
async function untilNextSegment({ src, authorization }: Door): Promise<number> {
  const [before] = await segments(src, authorization);
  for (;;) {
    const [first = 0, ...others] = await segments(src, authorization);
    if (first !== before) return (others.at(-1) ?? first) - JOINED_BEHIND;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function segments(src: string, authorization: string): Promise<readonly number[]> {
  const answer = await fetch(new URL('360p/index.m3u8', src), { headers: { authorization } });
  return Array.from((await answer.text()).matchAll(/^(\d+)\.ts/gm), ([, n]) => Number(n));
}

/** The sandbox has no such show: the manifest of what was recorded says that it is one. */
async function putOnAir({ stage, src, authorization }: Door): Promise<number> {
  const recorded = await fetch(new URL('manifest.mpd', src), { headers: { authorization } });
  const body = liveManifest(await recorded.text(), Date.now() - ON_AIR_MS);
  await stage.fault({
    where: { path: `^${new URL(src).pathname}$` },
    do: { action: 'status', status: 200, body },
  });
  return 1;
}
