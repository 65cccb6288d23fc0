import { createPassClient } from '@playgate/client';
import type { ClientEvent, PassClient } from '@playgate/client';
import { loadBlobUrl, protectFetch } from '@playgate/engines/fetch';
import { dashjs } from './engines/dashjs.ts';
import type { Engine, NaiveHeader, Running, SeenError } from './engines/engine.ts';
import { hlsjs } from './engines/hlsjs.ts';
import { native } from './engines/native.ts';
import { shakaPlayer } from './engines/shaka.ts';
import { videoJs } from './engines/videojs.ts';

export type EngineName = 'hlsjs' | 'shaka' | 'dashjs' | 'videojs' | 'native';
const ENGINES: Readonly<Record<EngineName, Engine>> = {
  hlsjs,
  shaka: shakaPlayer,
  dashjs,
  videojs: videoJs,
  native,
};

/** How a test wants a film played. */
export interface EngineStart {
  readonly id: string;
  readonly engine: EngineName;
  readonly asset: string;
  readonly src: string;
  /** Where its licences are, if it is encrypted for ClearKey. */
  readonly license?: string;
  /** `kit`: behind a pass. `plain`: with a header that a timer renews, as applications do it. */
  readonly set: 'kit' | 'plain';
  /** Lifetime of the passes, in milliseconds: what the plain set-up's timer goes by. */
  readonly lifetimeMs: number;
  readonly buffer?: number;
  readonly renewAhead?: boolean;
  /** The application's own hook marks every URL. */
  readonly marks?: boolean;
}

/** What a player has come to. */
export interface EngineReport {
  readonly time: number;
  readonly frames: number;
  readonly colours: number;
  readonly buffered: number;
  readonly paused: boolean;
  /** `waiting` events after the first frame, seeks apart. */
  readonly stalls: number;
  readonly stalledMs: number;
  readonly firstFrameMs: number | undefined;
  readonly errors: readonly SeenError[];
  readonly phase: string | undefined;
  readonly code: string | undefined;
  readonly events: readonly ClientEvent[];
}

interface Entry {
  readonly video: HTMLVideoElement;
  readonly running: Running;
  readonly client: PassClient | undefined;
  readonly events: ClientEvent[];
  readonly errors: SeenError[];
  readonly watch: ReturnType<typeof watchStalls>;
  readonly end: () => void;
}

const entries = new Map<string, Entry>();

async function start(options: EngineStart): Promise<void> {
  const { id, engine, asset, src, license, set, buffer = 8, marks = false } = options;
  const events: ClientEvent[] = [];
  const errors: SeenError[] = [];
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, crossOrigin: 'anonymous', width: 320 });
  document.querySelector('#stage')?.append(video);
  const watch = watchStalls(video);
  const client =
    set === 'kit'
      ? createPassClient({
          endpoint: '/pass',
          renewAhead: options.renewAhead ?? true,
          onEvent: (event) => events.push(event),
        })
      : undefined;
  const naive = set === 'plain' ? await renewByTimer(asset, options.lifetimeMs) : undefined;
  const running = await ENGINES[engine](video, {
    src,
    buffer,
    ...(license !== undefined && { license }),
    ...(client && { authorizer: client.authorizer({ asset }) }),
    ...(naive && { naive: naive.header }),
    hook: (url) => (marks && !url.includes('app=1') ? mark(url) : url),
    onError: (error) => errors.push(error),
  });
  const end = (): void => naive?.end();
  entries.set(id, { video, running, client, events, errors, watch, end });
}

function mark(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}app=1`;
}

/** The recipe without a kit: ask for a pass every so often, and set its header on every request. */
async function renewByTimer(
  asset: string,
  lifetimeMs: number,
): Promise<{ readonly header: () => NaiveHeader; readonly end: () => void }> {
  let header: NaiveHeader = await askForHeader(asset);
  const timer = setInterval(() => {
    void askForHeader(asset).then((next) => (header = next));
  }, lifetimeMs * 0.8);
  return { header: () => header, end: () => clearInterval(timer) };
}

async function askForHeader(asset: string): Promise<NaiveHeader> {
  const answer = await fetch('/pass', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Playgate': '1' },
    body: JSON.stringify({ version: 1, asset }),
  });
  const { rules } = await answer.json();
  const { name, value } = rules[0].place[0];
  return { name, value };
}

/** Counts stalls, and how long they were, of an element that has played; a seek is none. */
function watchStalls(video: HTMLVideoElement) {
  const began = performance.now();
  const seen = { stalls: 0, stalledMs: 0, firstFrameMs: NaN };
  let since: number | undefined;
  video.addEventListener('playing', () => {
    if (Number.isNaN(seen.firstFrameMs)) seen.firstFrameMs = performance.now() - began;
    if (since !== undefined) seen.stalledMs += performance.now() - since;
    since = undefined;
  });
  video.addEventListener('waiting', () => {
    if (Number.isNaN(seen.firstFrameMs) || video.seeking || video.ended) return;
    // With film at hand, it is the machine that is too busy.
    if (bufferedAhead(video) > 1) return;
    seen.stalls += 1;
    since ??= performance.now();
  });
  return () => ({
    ...seen,
    firstFrameMs: Number.isNaN(seen.firstFrameMs) ? undefined : seen.firstFrameMs,
    stalledMs: seen.stalledMs + (since === undefined ? 0 : performance.now() - since),
  });
}

function get(id: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`No player ${id}.`);
  return entry;
}

function colours(video: HTMLVideoElement): number {
  const canvas = new OffscreenCanvas(32, 18);
  const context = canvas.getContext('2d');
  if (context === null || video.readyState < 2) return 0;
  context.drawImage(video, 0, 0, 32, 18);
  const { data } = context.getImageData(0, 0, 32, 18);
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen.size;
}

function bufferedAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let i = 0; i < buffered.length; i += 1)
    if (buffered.start(i) <= currentTime + 0.2 && buffered.end(i) > currentTime)
      return buffered.end(i) - currentTime;
  return 0;
}

function report(id: string): EngineReport {
  const { video, running, events, errors, watch } = get(id);
  const state = running.protection?.state.get();
  return {
    ...watch(),
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    colours: colours(video),
    buffered: bufferedAhead(video),
    paused: video.paused,
    errors,
    phase: state?.phase,
    code: state?.error?.code,
    events,
  };
}

const engines = {
  start,
  report,
  load: (id: string, src: string) => get(id).running.load(src),
  retry: (id: string) => get(id).running.protection?.retry(),
  dispose: (id: string) => get(id).running.protection?.dispose(),
  signOut: (id: string) => get(id).client?.signOut(),
  seek: (id: string, seconds: number) => void (get(id).video.currentTime = seconds),
  destroy(id: string) {
    const { running, end, video, client } = get(id);
    running.destroy();
    end();
    client?.dispose();
    video.remove();
    entries.delete(id);
  },
  /** The URLs of media that this page has opened. */
  opened: () => performance.getEntriesByType('resource').map(({ name }) => name),
  /** Loads a track and a poster through the pass, and asks by the page's own `fetch`. */
  async loadFiles(asset: string, base: string) {
    const client = createPassClient({ endpoint: '/pass' });
    const authorizer = client.authorizer({ asset });
    const track = document.createElement('track');
    const captions = await loadBlobUrl(authorizer, `${base}captions/en.vtt`, { kind: 'track' });
    const poster = await loadBlobUrl(authorizer, `${base}poster.svg`, { kind: 'image' });
    const video = document.createElement('video');
    video.poster = poster.url;
    video.append(Object.assign(track, { src: captions.url, default: true, kind: 'captions' }));
    document.body.append(video);
    await new Promise((done) => track.addEventListener('load', done));
    const cues = track.track.cues?.length ?? 0;
    const picture = Object.assign(new Image(), { src: poster.url });
    await picture.decode();
    captions.revoke();
    poster.revoke();
    const before = window.fetch;
    const protection = protectFetch(client.authorizer({ asset }), {
      origins: [new URL(base).origin],
    });
    const answer = await fetch(`${base}master.m3u8`);
    const manifest = await answer.text();
    protection.dispose();
    client.dispose();
    const restored = window.fetch === before;
    return { cues, width: picture.naturalWidth, manifest, url: answer.url, restored };
  },
};

export type EnginesHarness = typeof engines;
declare global {
  interface Window {
    engines: EnginesHarness;
  }
}
window.engines = engines;
