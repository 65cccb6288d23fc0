import { createPassClient } from '@playgate/client';
import type { Counts, Measure, Measured } from './abr/measured.ts';
import { waitInside } from './abr/wait-inside.ts';

export type AbrEngine = 'videojs' | 'hlsjs' | 'shaka' | 'dashjs';
const ENGINES: Readonly<Record<AbrEngine, () => Promise<Measure>>> = {
  videojs: async () => (await import('./abr/videojs.ts')).measureVideojs,
  hlsjs: async () => (await import('./abr/hlsjs.ts')).measureHls,
  shaka: async () => (await import('./abr/shaka.ts')).measureShaka,
  dashjs: async () => (await import('./abr/dashjs.ts')).measureDash,
};

/** How a film is played for its figures. */
export interface AbrStart {
  readonly engine: AbrEngine;
  readonly src: string;
  /** Behind a pass of this asset. */
  readonly asset?: string;
  /** Without Playgate: a header that never changes. */
  readonly authorization?: string;
  /** Default is `true`. Without, a request is refused and sent again for every pass. */
  readonly renewAhead?: boolean;
  /** Each request for media waits so many milliseconds where the engine measures it. Default is 0. */
  readonly mintMs?: number;
}

/** A reading of what the engine believes. */
export interface Estimate {
  /** Seconds since the start. */
  readonly at: number;
  /** Bits a second. */
  readonly bandwidth: number;
  /** How long a first byte takes, in milliseconds, in engines that tell. */
  readonly firstByteMs?: number;
}

/** What an engine's own statistics say in the end. */
export interface AbrReport extends Counts {
  /** How often another quality was loaded. */
  readonly switches: number;
  readonly estimates: readonly Estimate[];
  readonly position: number;
  /** Requests that waited for a pass, and that were sent again. */
  readonly parked: number;
  readonly replayed: number;
}

const LOOK_MS = 250;

let measured: Measured | undefined;
const estimates: Estimate[] = [];
const events = { parked: 0, replayed: 0 };
performance.setResourceTimingBufferSize(5000);

async function start(how: AbrStart): Promise<void> {
  const { engine, src, asset, authorization, renewAhead = true, mintMs = 0 } = how;
  const video = document.querySelector('video');
  if (video === null) throw new Error('The page has no video.');
  const client =
    asset === undefined
      ? undefined
      : createPassClient({
          endpoint: '/pass',
          renewAhead,
          onEvent({ type }) {
            if (type === 'request-parked') events.parked += 1;
            if (type === 'request-replayed') events.replayed += 1;
          },
        });
  if (mintMs > 0) waitInside(mintMs);
  const measure = await ENGINES[engine]();
  const running = measure(video, {
    src,
    ...(client && asset !== undefined && { client, asset }),
    ...(authorization !== undefined && { authorization }),
  });
  measured = running;
  const began = performance.now();
  setInterval(() => {
    const { bandwidth, firstByteMs } = running.counts();
    const at = (performance.now() - began) / 1000;
    if (bandwidth > 0)
      estimates.push({ at, bandwidth, ...(firstByteMs !== undefined && { firstByteMs }) });
  }, LOOK_MS);
}

function report(): AbrReport {
  if (measured === undefined) throw new Error('Nothing was started.');
  const position = document.querySelector('video')?.currentTime ?? 0;
  return { ...measured.counts(), ...events, switches: switches(), estimates, position };
}

/** From what was asked for: picture segments of another quality than the one before. */
function switches(): number {
  const qualities = performance
    .getEntriesByType('resource')
    .toSorted((a, b) => a.startTime - b.startTime)
    .flatMap(({ name }) => /\/(\d+p)\/\d+\.(?:ts|m4s)/.exec(name)?.[1] ?? []);
  return qualities.filter((quality, i) => i > 0 && quality !== qualities[i - 1]).length;
}

const abr = { start, report };
declare global {
  interface Window {
    abr: typeof abr;
  }
}
window.abr = abr;
