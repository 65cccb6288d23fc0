import { createPassClient } from '@playgate/client';
import { PLAYERS } from './players.ts';
import type { PlayerName } from './players.ts';

/** One viewing. */
export interface EngineViewing {
  readonly engine: PlayerName;
  readonly src: string;
  /** Absent: the film is open, and nothing of Playgate is there. */
  readonly asset?: string;
}

/** How it went so far. */
export interface Watched {
  /** Milliseconds from asking for the film to its first picture; absent until then. */
  readonly firstFrameMs: number | undefined;
  /** Milliseconds since the first picture, and those of them for which the picture stood for want of film. */
  readonly watchedMs: number;
  readonly stalledMs: number;
}

/** With more film at hand, it is the machine that is too busy, in seconds. */
const STARVED = 1;

let look: (() => Watched) | undefined;

function watch({ engine, src, asset }: EngineViewing): void {
  const start = performance.now();
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, width: 320, height: 180 });
  document.body.append(video);
  let firstFrameMs: number | undefined;
  let stalledMs = 0;
  let since: number | undefined;
  video.requestVideoFrameCallback(() => (firstFrameMs = performance.now() - start));
  video.addEventListener('waiting', () => {
    if (firstFrameMs !== undefined && !video.seeking && ahead(video) < STARVED)
      since ??= performance.now();
  });
  video.addEventListener('playing', () => {
    if (since !== undefined) stalledMs += performance.now() - since;
    since = undefined;
  });
  look = () => ({
    firstFrameMs,
    watchedMs: performance.now() - start - (firstFrameMs ?? 0),
    stalledMs: stalledMs + (since === undefined ? 0 : performance.now() - since),
  });
  const client = asset === undefined ? undefined : createPassClient({ endpoint: '/api/pass' });
  PLAYERS[engine](video, src, client && asset !== undefined ? { client, asset } : undefined);
}

function ahead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let i = 0; i < buffered.length; i += 1)
    if (buffered.start(i) <= currentTime + 0.2 && buffered.end(i) > currentTime)
      return buffered.end(i) - currentTime;
  return 0;
}

Object.assign(globalThis, { bench: { watch, look: () => look?.() } });
