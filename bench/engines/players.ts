import { protectDash } from '@playgate/engines/dashjs';
import { protectHls } from '@playgate/engines/hlsjs';
import { protectShaka } from '@playgate/engines/shaka';
import { attachPlaygate } from '@playgate/videojs';
import type { PassClient } from '@playgate/client';
import { MediaPlayer } from 'dashjs';
import Hls from 'hls.js';
import shaka from 'shaka-player';
import videojs from 'video.js';

/** Behind a lock. */
export interface Lock {
  readonly client: PassClient;
  readonly asset: string;
}

/** Plays a film, every setting as it comes but for the buffer. Without a lock the engine is bare. */
type Play = (video: HTMLVideoElement, src: string, lock: Lock | undefined) => void;

/** Seconds: short, so that media is asked for all the time. */
const BUFFER = 8;

export const PLAYERS = {
  'video.js'(video, src, lock) {
    const vhs: unknown = Reflect.get(videojs, 'Vhs');
    for (const name of ['GOAL_BUFFER_LENGTH', 'MAX_GOAL_BUFFER_LENGTH'])
      Reflect.set(Object(vhs), name, BUFFER);
    const player = videojs(video, { autoplay: 'muted' });
    if (lock) attachPlaygate(player, { ...lock, ui: false });
    player.src({ src, type: 'application/x-mpegURL' });
  },
  'hls.js'(video, src, lock) {
    const hls = new Hls({ maxBufferLength: BUFFER, maxMaxBufferLength: BUFFER });
    if (lock) protectHls(hls, lock.client.authorizer({ asset: lock.asset }));
    hls.loadSource(src);
    hls.attachMedia(video);
  },
  Shaka(video, src, lock) {
    const player = new shaka.Player();
    player.configure({ streaming: { bufferingGoal: BUFFER } });
    if (lock) protectShaka(player, lock.client.authorizer({ asset: lock.asset }));
    // Refused media ends a load; that is what is counted.
    void player.attach(video).then(() => player.load(src).catch(() => undefined));
  },
  'dash.js'(video, src, lock) {
    const player = MediaPlayer().create();
    player.updateSettings({
      streaming: { buffer: { bufferTimeDefault: BUFFER, bufferTimeAtTopQuality: BUFFER } },
    });
    if (lock) protectDash(player, lock.client.authorizer({ asset: lock.asset }));
    player.initialize(video, src, true);
  },
} as const satisfies Readonly<Record<string, Play>>;

export type PlayerName = keyof typeof PLAYERS;
