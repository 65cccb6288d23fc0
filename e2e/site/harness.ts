import { createPassClient, epochClock, fixedSource } from './kit.ts';
import type { Authorizer, ClientEvent, PassClient, PlaybackPass } from './kit.ts';
import { attachPlaygate } from '@playgate/videojs';
import type { Playgate } from '@playgate/videojs';
import '@playgate/videojs/playgate.css';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';

/** How a test wants a film played. */
export interface PlayOptions {
  /** `kit`: with Playgate. `bare`: video.js alone, with `naive` as its only credential. */
  readonly player: 'kit' | 'bare';
  readonly id?: string;
  readonly asset?: string;
  readonly src?: string;
  readonly type?: string;
  /**
   * When the source is given. `before-attach`: by `src()`, and the kit is attached right after. `after-failure`: the kit is attached
   * when the load has failed. Default `construction`.
   */
  readonly when?: 'construction' | 'later' | 'before-attach' | 'after-failure';
  readonly renewAhead?: boolean;
  /** Takes one pass and never another: the kit's renewal switched off. */
  readonly neverRenew?: boolean;
  readonly pin?: readonly string[];
  readonly ui?: boolean;
  /** Seconds of buffer the engine aims at. */
  readonly buffer?: number;
  /** A request hook of the application: attaches a credential to everything, as the recipes have it. */
  readonly naive?: {
    readonly as: 'header' | 'query';
    readonly name: string;
    readonly value: string;
  };
  /** A request hook of the application that rewrites URLs. */
  readonly rewrite?: { readonly from: string; readonly to: string };
  readonly native?: boolean;
  /** Options of the engine. */
  readonly vhs?: Readonly<Record<string, unknown>>;
  /** Whether the browser keeps the tracks. Default is the player: VHS needs that in WebKit. */
  readonly nativeTracks?: boolean;
  readonly tracks?: readonly {
    readonly src: string;
    readonly srclang: string;
    readonly label: string;
  }[];
  readonly autoplay?: boolean;
}

export interface Report {
  readonly time: number;
  readonly duration: number;
  readonly buffered: number;
  readonly paused: boolean;
  readonly frames: number;
  /** Whether sound was decoded; Firefox and WebKit say only whether there is any. */
  readonly hasSound: boolean;
  readonly colours: number;
  /** `waiting` events after the first frame. */
  readonly waiting: number;
  readonly errors: number;
  readonly error: { readonly code: number; readonly message: string } | null;
  readonly phases: readonly string[];
  readonly phase: string | undefined;
  readonly code: string | undefined;
  readonly events: readonly ClientEvent[];
  readonly replays: number;
  readonly rate: number;
  readonly src: string;
  readonly cues: number;
}

interface Entry {
  readonly player: ReturnType<typeof videojs>;
  readonly client: PassClient | undefined;
  readonly playgate: Playgate | undefined;
  readonly events: ClientEvent[];
  readonly phases: string[];
  waiting: number;
  errors: number;
  started: boolean;
}

const entries = new Map<string, Entry>();
let offset = 0;

function makeClient(options: PlayOptions, events: ClientEvent[]): PassClient {
  return createPassClient({
    endpoint: '/pass',
    clock: epochClock(() => offset),
    ...(options.renewAhead !== undefined && { renewAhead: options.renewAhead }),
    ...(options.pin !== undefined && { pin: options.pin }),
    onEvent: (event) => events.push(event),
  });
}

async function start(options: PlayOptions): Promise<void> {
  const id = options.id ?? 'one';
  const events: ClientEvent[] = [];
  let client = options.player === 'kit' ? makeClient(options, events) : undefined;
  if (client !== undefined && options.neverRenew === true) {
    const pass: PlaybackPass = await client.pass({ asset: options.asset ?? '' });
    client.dispose();
    client = createPassClient({
      source: fixedSource(pass),
      onEvent: (event) => events.push(event),
    });
  }
  const video = document.createElement('video');
  video.className = 'video-js';
  video.crossOrigin = 'anonymous';
  document.querySelector('#stage')?.append(video);
  if (options.buffer !== undefined) {
    Reflect.set(Reflect.get(videojs, 'Vhs'), 'GOAL_BUFFER_LENGTH', options.buffer);
    Reflect.set(Reflect.get(videojs, 'Vhs'), 'MAX_GOAL_BUFFER_LENGTH', options.buffer);
  }
  const source =
    options.src === undefined
      ? undefined
      : { src: options.src, type: options.type ?? 'application/x-mpegURL' };
  const player = videojs(video, {
    controls: true,
    muted: true,
    width: 640,
    height: 360,
    autoplay: options.autoplay ?? true,
    html5: {
      nativeAudioTracks: options.nativeTracks ?? false,
      nativeTextTracks: options.nativeTracks ?? false,
      nativeVideoTracks: options.nativeTracks ?? false,
      vhs: { ...options.vhs, ...(options.native === true && { overrideNative: false }) },
    },
    ...(source !== undefined &&
      (options.when ?? 'construction') === 'construction' && { sources: [source] }),
  });
  if (options.naive !== undefined || options.rewrite !== undefined) addHooks(player, options);
  const entry: Entry = {
    player,
    client,
    events,
    phases: [],
    waiting: 0,
    errors: 0,
    started: false,
    playgate: undefined,
  };
  player.on('playing', () => (entry.started = true));
  player.on('waiting', () => (entry.waiting += entry.started ? 1 : 0));
  player.on('error', () => (entry.errors += 1));
  player.on('playgatestatechange', (event: { state: { phase: string } }) =>
    entry.phases.push(event.state.phase),
  );
  const attach = (): Playgate | undefined =>
    client === undefined
      ? undefined
      : attachPlaygate(player, { client, asset: options.asset ?? '', ui: options.ui ?? true });
  if (source !== undefined && options.when === 'before-attach') player.src(source);
  if (source !== undefined && options.when === 'after-failure') {
    player.src(source);
    await new Promise((done) => player.one('error', done));
  }
  entries.set(id, Object.assign(entry, { playgate: attach() }));
  player.ready(() => {
    for (const track of options.tracks ?? [])
      player.addRemoteTextTrack({ kind: 'captions', mode: 'showing', ...track }, false);
  });
  if (source !== undefined && options.when === 'later') player.src(source);
}

/** The documented recipe: a request hook, set when VHS says that it is ready, that treats every URL alike. */
function addHooks(player: ReturnType<typeof videojs>, { naive, rewrite }: PlayOptions): void {
  const install = (): void => {
    const vhs = Reflect.get(player.tech(true) ?? {}, 'vhs');
    vhs?.xhr?.onRequest?.((request: { uri: string; headers?: Record<string, string> }) => {
      if (naive?.as === 'header')
        request.headers = { ...request.headers, [naive.name]: naive.value };
      if (naive?.as === 'query')
        request.uri += `${request.uri.includes('?') ? '&' : '?'}${naive.name}=${naive.value}`;
      if (rewrite !== undefined) request.uri = request.uri.replace(rewrite.from, rewrite.to);
      return request;
    });
  };
  player.on('xhr-hooks-ready', install);
}

function get(id: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`No player ${id}.`);
  return entry;
}

function colours(video: HTMLVideoElement): number {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 36;
  const context = canvas.getContext('2d');
  if (context === null || video.readyState < 2) return 0;
  context.drawImage(video, 0, 0, 64, 36);
  const data = context.getImageData(0, 0, 64, 36).data;
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen.size;
}

function hasSound(video: HTMLVideoElement): boolean {
  const decoded: unknown = Reflect.get(video, 'webkitAudioDecodedByteCount');
  if (typeof decoded === 'number') return decoded > 0;
  const tracks: unknown = Reflect.get(video, 'audioTracks');
  return Reflect.get(video, 'mozHasAudio') === true || Reflect.get(Object(tracks), 'length') > 0;
}

function report(id = 'one'): Report {
  const { player, playgate, events, phases, waiting, errors } = get(id);
  const video = player.el().querySelector('video');
  if (video === null) throw new Error('The player has no video element.');
  const error = player.error();
  const state = playgate?.state.get();
  const time = video.currentTime;
  let buffered = 0;
  for (let i = 0; i < video.buffered.length; i += 1)
    if (video.buffered.start(i) <= time + 0.2 && video.buffered.end(i) > time)
      buffered = video.buffered.end(i) - time;
  const cues = Array.from(video.textTracks)
    .concat(
      Array.from({ length: player.textTracks().length }, (_, i) =>
        Reflect.get(player.textTracks(), i),
      ),
    )
    .reduce((sum, track) => sum + (track.kind === 'captions' ? (track.cues?.length ?? 0) : 0), 0);
  return {
    time,
    duration: video.duration,
    buffered,
    paused: video.paused,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    hasSound: hasSound(video),
    colours: colours(video),
    waiting,
    errors,
    error:
      error === null || error === undefined ? null : { code: error.code, message: error.message },
    phases,
    phase: state?.phase,
    code: state?.error?.code,
    events,
    replays: events.filter((event) => event.type === 'request-replayed').length,
    rate: player.playbackRate() ?? 1,
    src: player.currentSrc(),
    cues,
  };
}

const harness = {
  start,
  report,
  play: (id = 'one') => void get(id).player.play(),
  pause: (id = 'one') => get(id).player.pause(),
  seek: (seconds: number, id = 'one') => void get(id).player.currentTime(seconds),
  rate: (rate: number, id = 'one') => void get(id).player.playbackRate(rate),
  src: (src: string, id = 'one') => get(id).player.src({ src, type: 'application/x-mpegURL' }),
  retry: (id = 'one') => get(id).playgate?.retry(),
  reload: (id = 'one') => get(id).playgate?.reload(),
  signOut: (id = 'one') => get(id).client?.signOut(),
  dispose: (id = 'one') => get(id).player.dispose(),
  authorizer: (id = 'one'): Authorizer | undefined => get(id).playgate?.authorizer,
  /** Moves the clock of every client, as sleep does, and wakes them. */
  moveClock: (milliseconds: number) => {
    offset += milliseconds;
    window.dispatchEvent(new Event('online'));
  },
};

export type Harness = typeof harness;
declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
