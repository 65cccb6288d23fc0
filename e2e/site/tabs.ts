import { bearer, createPassClient, tokenSource } from '@playgate/client';
import type { ClientEvent, PassClient } from '@playgate/client';
import { createOAuth } from '@playgate/oauth';
import type { OAuthEvent } from '@playgate/oauth';
import { attachPlaygate } from '@playgate/videojs';
import type { Playgate } from '@playgate/videojs';
import '@playgate/videojs/playgate.css';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import type { TabSettings } from '../stage/tab-settings.ts';

/** How a tab plays its film. */
export interface TabFilm {
  /**
   * Where its credential comes from. `passes`: the backend's endpoint. `tokens`: OAuth access tokens. `timer`: the recipe without the kit:
   * a header that a request hook sets and `setInterval` replaces every 20 s.
   */
  readonly credential: 'passes' | 'tokens' | 'timer';
  readonly asset: string;
  readonly src: string;
  /** Seconds of buffer that the engine aims at. */
  readonly buffer?: number;
  /** Default true. What is muted Chromium pauses while its tab is hidden. */
  readonly muted?: boolean;
  /** As the client's option. */
  readonly renewAhead?: boolean;
}

const TIMER_MS = 20_000;

const settings: TabSettings = await (await fetch('/settings.json')).json();
const events: ClientEvent[] = [];
const oauthEvents: OAuthEvent[] = [];
const oauth = createOAuth({
  ...settings.oauth,
  redirectUri: `${location.origin}/tabs.html`,
  onEvent: (event) => oauthEvents.push(event),
});
const calledBack = oauth.callback();
// As a page does that shows who is signed in.
oauth.session.subscribe(() => (document.title = oauth.session.get().status));
const seen = {
  /** When the picture stopped, and how many seconds of film were at hand: a busy machine stops it, too. */
  waits: [] as { readonly at: number; readonly ahead: number }[],
  errors: 0,
  phases: [] as { readonly at: number; readonly phase: string }[],
};
/** From when to when each credential lives that came, in milliseconds since 1970. */
const lives: { readonly from: number; readonly to: number }[] = [];
/** Whether each time the page was shown it came out of the bfcache. */
const shows: boolean[] = [];
addEventListener('pageshow', ({ persisted }) => shows.push(persisted));

/** Written for other tabs, by the way that sign-outs take. */
const RULER = 'ruler';
addEventListener('storage', ({ key }) => {
  if (key === RULER) tab.ruled.push(playgate?.state.get().phase);
});

let client: PassClient | undefined;
let playgate: Playgate | undefined;
let player: ReturnType<typeof videojs> | undefined;

function makeClient({ credential, renewAhead = true }: TabFilm): PassClient {
  const onEvent = (event: ClientEvent): void => {
    events.push(event);
    if (event.type !== 'pass-received') return;
    const from = performance.timeOrigin + event.at - event.tookMs;
    lives.push({ from, to: from + (event.lifetimeMs ?? Infinity) });
  };
  return credential === 'tokens'
    ? createPassClient({
        source: tokenSource(oauth.token),
        place: bearer({ urls: [settings.media] }),
        session: oauth.session,
        renewAhead,
        onEvent,
      })
    : createPassClient({ endpoint: '/pass', renewAhead, onEvent });
}

/** As the recipes have it. */
async function headerByTimer(asset: string): Promise<() => Record<string, string>> {
  const ask = async (): Promise<Record<string, string>> => {
    const headers = { 'Content-Type': 'application/json', 'X-Playgate': '1' };
    const body = JSON.stringify({ version: 1, asset });
    const from = Date.now();
    const pass = await (await fetch('/pass', { method: 'POST', headers, body })).json();
    lives.push({ from, to: from + pass.expires_in * 1000 });
    const [{ name, value }] = pass.rules[0].place;
    return { [name]: value };
  };
  let header = await ask();
  const renew = async (): Promise<void> => {
    header = await ask();
  };
  setInterval(() => void renew(), TIMER_MS);
  return () => header;
}

async function play(film: TabFilm): Promise<void> {
  const { credential, asset, src, buffer, muted = true } = film;
  const vhs = Reflect.get(videojs, 'Vhs');
  for (const goal of ['GOAL_BUFFER_LENGTH', 'MAX_GOAL_BUFFER_LENGTH'])
    if (buffer !== undefined) Reflect.set(vhs, goal, buffer);
  const video = document.createElement('video');
  video.className = 'video-js';
  document.querySelector('#stage')?.append(video);
  player = videojs(video, { controls: true, muted, width: 640, height: 360 });
  let started = false;
  player.on('playing', () => (started = true));
  player.on('waiting', () => {
    if (started) seen.waits.push({ at: Date.now(), ahead: ahead() });
  });
  player.on('error', () => (seen.errors += 1));
  player.on('playgatestatechange', (event: { state: { phase: string } }) =>
    seen.phases.push({ at: Date.now(), phase: event.state.phase }),
  );
  if (credential === 'timer') {
    const headers = await headerByTimer(asset);
    player.on('xhr-hooks-ready', () => {
      Reflect.get(player?.tech(true) ?? {}, 'vhs').xhr.onRequest((request: object) =>
        Object.assign(request, { headers: headers() }),
      );
    });
  } else {
    client = makeClient(film);
    const signIn = (): Promise<void> => oauth.signIn.redirect();
    playgate = attachPlaygate(player, { client, asset, ui: { signIn } });
  }
  player.src({ src, type: 'application/x-mpegURL' });
  void player.play();
}

/** Seconds of film at hand. */
function ahead(): number {
  const { buffered, currentTime = 0 } = document.querySelector('video') ?? {};
  for (let i = 0; i < (buffered?.length ?? 0); i += 1) {
    const [start = 0, end = 0] = [buffered?.start(i), buffered?.end(i)];
    if (start <= currentTime + 0.2 && end > currentTime) return end - currentTime;
  }
  return 0;
}

/** Runs a chain of timers, as engines have them. */
function countTicks(everyMs: number): void {
  const set = (): void => {
    const since = performance.now();
    setTimeout(() => {
      tab.ticks.push({ at: Date.now(), afterMs: performance.now() - since });
      set();
    }, everyMs);
  };
  set();
}

const tab = {
  events,
  oauth,
  oauthEvents,
  calledBack,
  shows,
  lives,
  /** When each timer of the chain ran, and how long after it was set. */
  ticks: [] as { readonly at: number; readonly afterMs: number }[],
  countTicks,
  play,
  client: (): PassClient | undefined => client,
  playgate: (): Playgate | undefined => playgate,
  /** Tells the other tabs something, and each notes what its player is at when it hears of that. */
  rule: (): void => localStorage.setItem(RULER, crypto.randomUUID()),
  ruled: [] as (string | undefined)[],
  seek: (seconds: number): unknown => player?.currentTime(seconds),
  pause: (): unknown => player?.pause(),
  report: () => {
    const video = document.querySelector('video');
    const state = playgate?.state.get();
    return {
      ...seen,
      at: Date.now(),
      visibility: document.visibilityState,
      time: video?.currentTime ?? 0,
      ahead: ahead(),
      paused: video?.paused,
      muted: video?.muted,
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      error: player?.error()?.message,
      phase: state?.phase,
      code: state?.error?.code,
      subject: client?.session.get().subject,
    };
  },
};

export type Tab = typeof tab;
declare global {
  interface Window {
    tab: Tab;
  }
}
window.tab = tab;
