import { createPassClient } from '@playgate/client';
import { attachPlaygate } from '@playgate/videojs';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';

/** What a test reads of a player. */
export interface Seen {
  readonly time: number;
  readonly frames: number;
  readonly ahead: number;
  readonly errors: number;
  readonly phase: string | undefined;
}

/** What was asked of the backend: assets. */
const asks: string[] = [];
/** What of it was answered. */
const answers: string[] = [];
let held: Promise<void> | undefined;
let release = (): void => {};

const client = createPassClient({
  endpoint: '/pass',
  async fetch(input, init) {
    const { asset } = await new Request(input, init).json();
    asks.push(asset);
    const answer = await fetch(input, init);
    await held;
    answers.push(asset);
    return answer;
  },
});
const players = new Map<string, ReturnType<typeof videojs>>();
const errors = new Map<string, number>();

function playerOf(id: string): ReturnType<typeof videojs> {
  const player = players.get(id);
  if (player === undefined) throw new Error(`No player ${id}.`);
  return player;
}

const videoOf = (id: string): HTMLVideoElement => {
  const video = playerOf(id).el().querySelector('video');
  if (video === null) throw new Error('The player has no video element.');
  return video;
};

const playlist = {
  asks,
  answers,
  /** Plays a film in a player, which is made if there is none. */
  play(id: string, asset: string, src: string): void {
    const element = document.createElement('video-js');
    if (!players.has(id)) {
      document.querySelector('#stage')?.append(element);
      const player = videojs(element, { muted: true, autoplay: true, width: 320, height: 180 });
      player.on('error', () => errors.set(id, (errors.get(id) ?? 0) + 1));
      players.set(id, player);
    }
    const source = { src, type: 'application/x-mpegURL' };
    attachPlaygate(playerOf(id), { client, asset, source, ui: false });
  },
  pause: (id: string) => playerOf(id).pause(),
  resume: (id: string, at: number) => {
    playerOf(id).currentTime(at);
    void playerOf(id).play();
  },
  prefetch: (asset: string) => client.prefetch({ asset }),
  /** Keeps answers of the backend on their way until `letGo`. */
  hold() {
    held = new Promise((resolve) => (release = resolve));
  },
  letGo() {
    held = undefined;
    release();
  },
  see(id: string): Seen {
    const video = videoOf(id);
    const { buffered, currentTime: time } = video;
    const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : time;
    return {
      time,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      ahead: end - time,
      errors: errors.get(id) ?? 0,
      phase: playerOf(id).playgate()?.state.get().phase,
    };
  },
  isFloating: () => document.pictureInPictureElement !== null,
};
document.querySelector('#float')?.addEventListener('click', () => {
  void videoOf('one').requestPictureInPicture();
});

declare global {
  interface Window {
    playlist: typeof playlist;
  }
}
window.playlist = playlist;
