import type { ClientEvent, PassClient } from '@playgate/client';
import type { ViewerSessionSource } from '@playgate/client/session';
import { attachPlaygate } from '@playgate/videojs';
import type { Playgate } from '@playgate/videojs';
import '@playgate/videojs/playgate.css';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';

/** What a video site is made of, whoever keeps the session. */
export interface SiteParts {
  readonly source: ViewerSessionSource;
  readonly client: PassClient;
  readonly events: readonly ClientEvent[];
  /** The viewer's videos. */
  listVideos(): Promise<readonly Video[]>;
  /** Signs in as somebody else. */
  switchViewer(): Promise<void>;
  /** Of films whose pass does not say where they lie. */
  readonly srcOf?: (id: string) => string;
}

export interface Video {
  readonly id: string;
  readonly title: string;
}

/** What the tests read. */
export interface SiteReport {
  readonly time: number;
  readonly frames: number;
  readonly colours: number;
  /** `waiting` events after the first frame, and errors. */
  readonly waiting: number;
  readonly errors: number;
  readonly phase: string | undefined;
  readonly code: string | undefined;
  /** The code of what led to it. */
  readonly cause: unknown;
  readonly replays: number;
  /** Why nobody is signed in. */
  readonly ended: unknown;
}

declare global {
  interface Window {
    readonly site: { report(): SiteReport; readonly source: ViewerSessionSource };
  }
}

interface Playing {
  readonly player: ReturnType<typeof videojs>;
  readonly gate: Playgate;
  started: boolean;
  waiting: number;
  errors: number;
}

/** Seconds of buffer that the engine aims at, so that requests go out all along. */
const BUFFER = 6;
for (const name of ['GOAL_BUFFER_LENGTH', 'MAX_GOAL_BUFFER_LENGTH'])
  Reflect.set(Reflect.get(videojs, 'Vhs'), name, BUFFER);

/** The site on the screen: who is signed in, their videos, and the one that plays. */
export function showSite(parts: SiteParts): void {
  const { source, events } = parts;
  let playing: Playing | undefined;
  const play = (id: string): void => {
    playing?.player.dispose();
    playing = openVideo(parts, id);
  };
  const act = (id: string, run: () => Promise<unknown>): void =>
    element(id).addEventListener('click', () => void run().catch(say));
  act('sign-in', () => source.signIn.redirect());
  act('sign-in-popup', () => source.signIn.popup());
  act('switch', () => parts.switchViewer());
  act('sign-out', () => source.signOut());
  act('leave', () => source.signOut({ redirect: true }));
  followViewer(parts, play);
  Reflect.set(window, 'site', {
    source,
    report: () => ({ ...reportOf(playing, events), ended: endOf(source) }),
  });
}

function followViewer(parts: SiteParts, play: (id: string) => void): void {
  const { session } = parts.source;
  let shown: string | undefined;
  const show = (): void => {
    const now = session.get();
    const who = now.status === 'signed-in' ? (now.subject ?? 'somebody') : now.status;
    element('who').textContent = who;
    if (who === shown) return;
    shown = who;
    element('videos').replaceChildren();
    if (now.status === 'signed-in')
      void parts.listVideos().then((videos) => who === shown && showVideos(videos, play), say);
  };
  session.subscribe(show);
  show();
}

function showVideos(videos: readonly Video[], play: (id: string) => void): void {
  element('videos').replaceChildren(
    ...videos.map(({ id, title }) => {
      const button = document.createElement('button');
      button.textContent = title;
      button.addEventListener('click', () => play(id));
      return button;
    }),
  );
}

function openVideo({ client, source, srcOf }: SiteParts, id: string): Playing {
  const video = document.createElement('video');
  video.className = 'video-js';
  video.crossOrigin = 'anonymous';
  element('stage').append(video);
  const src = srcOf?.(id);
  const player = videojs(video, {
    ...{ controls: true, muted: true, autoplay: true, width: 640, height: 360 },
    ...(src !== undefined && { sources: [{ src, type: 'application/x-mpegURL' }] }),
  });
  const gate = attachPlaygate(player, {
    client,
    asset: `video:${id}`,
    ui: { signIn: async () => void (await source.signIn.popup()) },
  });
  const playing = { player, gate, started: false, waiting: 0, errors: 0 };
  player.on('playing', () => (playing.started = true));
  player.on('waiting', () => (playing.waiting += playing.started ? 1 : 0));
  player.on('error', () => (playing.errors += 1));
  return playing;
}

function endOf({ session }: ViewerSessionSource): unknown {
  const now = session.get();
  return now.status === 'signed-out' ? Reflect.get(Object(now.error), 'code') : undefined;
}

function reportOf(
  playing: Playing | undefined,
  events: readonly ClientEvent[],
): Omit<SiteReport, 'ended'> {
  const video = playing?.player.el().querySelector('video');
  const state = playing?.gate.state.get();
  return {
    time: video?.currentTime ?? 0,
    frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
    colours: video ? coloursOf(video) : 0,
    waiting: playing?.waiting ?? 0,
    errors: playing?.errors ?? 0,
    phase: state?.phase,
    code: state?.error?.code,
    cause: Reflect.get(Object(state?.error?.cause), 'code'),
    replays: events.filter(({ type }) => type === 'request-replayed').length,
  };
}

function coloursOf(video: HTMLVideoElement): number {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 36];
  const context = canvas.getContext('2d');
  if (context === null || video.readyState < 2) return 0;
  context.drawImage(video, 0, 0, 64, 36);
  const pixels = new Uint32Array(context.getImageData(0, 0, 64, 36).data.buffer);
  return new Set(pixels).size;
}

/** What goes wrong is on the screen, by its code. */
function say(error: unknown): void {
  element('problem').textContent =
    error instanceof Error ? String(Reflect.get(error, 'code') ?? error.name) : 'unknown';
}

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`There is no #${id}.`);
  return found;
}
