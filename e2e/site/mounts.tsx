import { createPassClient } from '@playgate/client';
import { PlaygateProvider } from '@playgate/react';
import { ProtectedPlayer } from '@playgate/react/player';
import type { ProtectedPlayerProps } from '@playgate/react/player';
import type { VideojsPlayer } from '@playgate/videojs';
import '@playgate/videojs/playgate.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import type { Held } from './count-held.ts';

/** How far a player comes before it goes again. */
type Moment = 'none' | 'player' | 'loadstart' | 'loadedmetadata' | 'timeupdate' | 'dialog';

/** What a page may do wrong, for tests that want to see it found. */
export type Mistake = 'listener' | 'timer' | 'player' | 'hook' | 'request' | 'memory';

/** Whose players a page has, and what it does wrong with them. */
export interface Manner {
  /** Whether they are video.js' alone, whose films are free. */
  readonly isBare?: boolean;
  readonly mistake?: Mistake;
  /** Whether the engines of earlier films stay, as video.js leaves them. */
  readonly keepsEngines?: boolean;
}

/**
 * For these VHS listens on the player's technology, and does so for as long as the player is there. They hold the engine of every film
 * that it has played, and with it that film's MediaSource, workers and last requests.
 */
const NEVER_REMOVED = ['bandwidthupdate', 'keystatuschange'];

// As ProtectedPlayer makes it.
const BARE = {
  muted: true,
  autoplay: true,
  html5: {
    nativeAudioTracks: false,
    nativeTextTracks: false,
    nativeVideoTracks: false,
    vhs: { cacheEncryptionKeys: true },
  },
};

// Video.js keeps what it logs, with the requests in it.
videojs.log.history.disable();
// It also leaves the timers of aborted requests, of 45 s by default.
Reflect.get(videojs, 'Vhs').xhr.onRequest((options: object) => ({ ...options, timeout: 5000 }));

const VISITS: readonly { readonly asset: string; readonly until: Moment }[] = [
  { asset: 'bearer/launch-film', until: 'none' },
  { asset: 'bearer/launch-film', until: 'player' },
  { asset: 'query/launch-film', until: 'loadedmetadata' },
  { asset: 'hash/launch-film', until: 'dialog' },
  { asset: 'bearer/launch-film', until: 'timeupdate' },
  { asset: 'no such film', until: 'dialog' },
];

const FILM_MOMENTS: readonly Moment[] = ['loadstart', 'loadstart', 'loadedmetadata', 'timeupdate'];

const origin = new URLSearchParams(location.search).get('origin') ?? '';
const container = document.querySelector('#root');
if (container === null) throw new Error('The page has no root.');
const root = createRoot(container);
const client = createPassClient({ endpoint: '/pass' });

function show(film?: ProtectedPlayerProps & { readonly key: string }): void {
  flushSync(() =>
    root.render(
      <PlaygateProvider client={client}>
        {film && <ProtectedPlayer muted autoPlay {...film} key={film.key} />}
      </PlaygateProvider>,
    ),
  );
}

const sourceOf = (asset: string) =>
  ({ asset, src: `${origin}/${asset}/master.m3u8`, type: 'application/x-mpegURL' }) as const;

function reach(moment: Moment, player: VideojsPlayer): Promise<void> {
  return new Promise((resolve) => {
    if (moment === 'none' || moment === 'player') resolve();
    else if (moment !== 'dialog') player.one(moment, () => resolve());
    else {
      const dialog = new MutationObserver(() => {
        if (player.el().querySelector('dialog, [role=dialog]') === null) return;
        dialog.disconnect();
        resolve();
      });
      dialog.observe(player.el(), { childList: true, subtree: true });
    }
  });
}

const leftBehind: object[] = [];

function blunder(mistake: Mistake | undefined, player: VideojsPlayer): void {
  if (mistake === 'listener') document.addEventListener('visibilitychange', () => player.el());
  if (mistake === 'timer') window.setInterval(() => player.el(), 60_000);
  if (mistake === 'player') videojs(document.createElement('video-js'));
  if (mistake === 'hook') Reflect.get(videojs, 'Vhs').xhr.onRequest((options: object) => options);
  if (mistake === 'request') leftBehind.push(new XMLHttpRequest());
  // As much as some ten players are.
  if (mistake === 'memory') leftBehind.push(Array.from({ length: 250_000 }, () => ({})));
}

function openBare(film: string, player = createBare()): VideojsPlayer {
  const { src, type } = sourceOf(`open/${film}`);
  player.src({ src, type });
  return player;
}

function createBare(): VideojsPlayer {
  const element = document.createElement('video-js');
  document.body.append(element);
  return videojs(element, BARE);
}

let made = 0;
/** The player whose films change. */
let lasting: VideojsPlayer | undefined;

async function changeProtected(film: string): Promise<VideojsPlayer> {
  const source = sourceOf(`bearer/${film}`);
  const create = (): Promise<VideojsPlayer> =>
    new Promise((onReady) => show({ key: 'lasting', ...sourceOf('bearer/public-film'), onReady }));
  lasting ??= await create();
  show({ key: 'lasting', ...source });
  return lasting;
}

async function visit(asset: string, until: Moment, mistake?: Mistake): Promise<void> {
  await new Promise<void>((resolve) => {
    const onReady = (player: VideojsPlayer): void => {
      blunder(mistake, player);
      void reach(until, player).then(resolve);
    };
    show({ key: String(made), ...sourceOf(asset), onReady });
    if (until === 'none' && mistake === undefined) resolve();
  });
  show();
}

async function visitBare(until: Moment): Promise<void> {
  const player = openBare('launch-film');
  // It has no dialogs.
  await reach(until === 'dialog' ? 'loadstart' : until, player);
  player.dispose();
}

const mounts = {
  /** Mounts that many players and takes each away again, at a moment of its own. */
  async comeAndGo(count: number, { isBare, mistake }: Manner = {}): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const { asset, until } = VISITS[i % VISITS.length] ?? { asset: '', until: 'none' };
      made += 1;
      await (isBare ? visitBare(until) : visit(asset, until, mistake));
    }
  },
  /** One player, and that many films after each other: some are opened only, some are loaded, some play. */
  async change(count: number, { isBare, mistake, keepsEngines }: Manner = {}): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const film = i % 2 === 0 ? 'launch-film' : 'long-film';
      if (!keepsEngines) lasting?.tech(true).off(NEVER_REMOVED);
      lasting = isBare ? openBare(film, lasting) : await changeProtected(film);
      blunder(mistake, lasting);
      // Ahead of it come events of the film before.
      await reach('loadstart', lasting);
      const until = FILM_MOMENTS[i % FILM_MOMENTS.length] ?? 'none';
      if (until !== 'loadstart') await reach(until, lasting);
    }
  },
  /** Takes that player away. */
  clear() {
    lasting = undefined;
    show();
  },
  held: (): Held => ({
    ...window.countHeld(),
    players: videojs.getAllPlayers().length,
    'source handlers': Reflect.get(videojs.getTech('Html5') ?? {}, 'sourceHandlers').length,
    'request hooks': Reflect.get(videojs, 'Vhs').xhr._requestCallbackSet?.size ?? 0,
    'response hooks': Reflect.get(videojs, 'Vhs').xhr._responseCallbackSet?.size ?? 0,
  }),
};

declare global {
  interface Window {
    mounts: typeof mounts;
  }
}
window.mounts = mounts;
