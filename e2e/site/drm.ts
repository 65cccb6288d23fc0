import { createPassClient } from '@playgate/client';
import type { ClientEvent } from '@playgate/client';
import { attachPlaygate } from '@playgate/videojs';
import type { Playgate, VideojsPlayer } from '@playgate/videojs';
import { eme } from '@playgate/videojs/eme';
import type { EmeOptions } from '@playgate/videojs/eme';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import 'videojs-contrib-eme';

/** How a test wants an encrypted film played. */
export interface DrmStart {
  readonly id: string;
  /** `kit`: behind a pass. `bare`: video.js and videojs-contrib-eme alone, with a header of the start. */
  readonly set: 'kit' | 'bare';
  readonly asset: string;
  readonly src?: string;
  readonly type?: string;
  readonly keySystems?: Readonly<Record<string, unknown>>;
  readonly refusals?: EmeOptions['refusals'];
}

/** An error that the player showed. */
export interface ShownError {
  readonly code: number;
  readonly message: string;
  /** What the kit calls it. */
  readonly playgate: string | undefined;
}

export interface DrmReport {
  readonly time: number;
  readonly frames: number;
  readonly phase: string | undefined;
  readonly code: string | undefined;
  readonly meaning: string | undefined;
  /** All that were shown, one after the other. */
  readonly errors: readonly ShownError[];
  /** What it shows now. */
  readonly error: ShownError | undefined;
  /** Statuses of keys, and how often a licence was taken. */
  readonly keys: readonly string[];
  readonly taken: number;
  readonly stalls: number;
  readonly events: readonly ClientEvent[];
}

interface Entry {
  readonly player: VideojsPlayer;
  playgate: Playgate | undefined;
  readonly errors: ShownError[];
  readonly keys: string[];
  readonly events: ClientEvent[];
  taken: number;
  stalls: number;
}

const entries = new Map<string, Entry>();

function start(options: DrmStart): void {
  const { id, set, asset, src, type, keySystems, refusals } = options;
  const video = document.createElement('video');
  video.className = 'video-js';
  video.crossOrigin = 'anonymous';
  const box = Object.assign(document.createElement('div'), { id });
  box.append(video);
  document.querySelector('#stage')?.append(box);
  const player = videojs(video, { muted: true, autoplay: true, width: 320, height: 180 });
  const entry: Entry = {
    ...{ player, errors: [], keys: [], events: [], taken: 0, stalls: 0, playgate: undefined },
  };
  entries.set(id, entry);
  watch(entry);
  if (set === 'kit') {
    const client = createPassClient({
      endpoint: '/pass',
      onEvent: (event) => entry.events.push(event),
    });
    const drm = eme(refusals === undefined ? {} : { refusals });
    entry.playgate = attachPlaygate(player, { client, asset, drm, ui: false });
  } else {
    Reflect.apply(Reflect.get(player, 'eme'), player, []);
  }
  if (src !== undefined) player.src({ src, type, keySystems });
}

function watch(entry: Entry): void {
  const { player, errors, keys } = entry;
  let hasPlayed = false;
  player.on('playing', () => (hasPlayed = true));
  player.on('waiting', () => (entry.stalls += hasPlayed ? 1 : 0));
  player.on('error', () => {
    const shown = shownBy(player);
    if (shown !== undefined) errors.push(shown);
  });
  player.ready(() => {
    const tech = player.tech(true);
    tech.on('keystatuschange', ({ status }: { status: string }) => keys.push(status));
    tech.on('keysessionupdated', () => (entry.taken += 1));
  });
}

function shownBy(player: VideojsPlayer): ShownError | undefined {
  const error = player.error();
  if (error === null || error === undefined) return undefined;
  const ours: unknown = Reflect.get(error, 'playgate');
  const playgate: unknown = Reflect.get(Object(ours), 'code');
  return {
    code: error.code,
    message: String(error.message),
    playgate: typeof playgate === 'string' ? playgate : undefined,
  };
}

function get(id: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`No player ${id}.`);
  return entry;
}

/** Of a picture of the page: the browser lets no script see a decrypted one. */
async function colours(png: string): Promise<number> {
  const picture = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
  await picture.decode();
  const context = new OffscreenCanvas(64, 36).getContext('2d');
  context?.drawImage(picture, 0, 0, 64, 36);
  const data = context?.getImageData(0, 0, 64, 36).data ?? [];
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen.size;
}

function report(id: string): DrmReport {
  const { player, playgate, errors, keys, events, taken, stalls } = get(id);
  const video = player.el().querySelector('video');
  if (video === null) throw new Error('The player has no video element.');
  const { phase, error } = playgate?.state.get() ?? {};
  const meaning: unknown = Reflect.get(Object(error?.cause), 'code');
  return {
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    phase,
    code: error?.code,
    meaning: typeof meaning === 'string' ? meaning : undefined,
    errors,
    error: shownBy(player),
    keys,
    taken,
    stalls,
    events,
  };
}

const drm = {
  start,
  report,
  colours,
  retry: (id: string) => get(id).playgate?.retry(),
  dispose: (id: string) => get(id).player.dispose(),
};

export type DrmHarness = typeof drm;
declare global {
  interface Window {
    drm: DrmHarness;
  }
}
window.drm = drm;
