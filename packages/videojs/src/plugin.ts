import videojs from 'video.js';
import { attachPlaygate, playgateOf } from './attach-playgate.ts';
import type { VideojsPlayer } from './player.ts';
import type { Playgate, PlaygateOptions } from './playgate.ts';

declare module 'video.js/dist/types/player' {
  export default interface Player {
    /** Puts the player behind a lock; replaces an earlier one. */
    playgate(options: PlaygateOptions): Playgate;
    /** The handle, if there is one. */
    playgate(): Playgate | undefined;
  }
}

/** Gives every player the method `playgate`. Importing the package does it. */
export function registerPlugin(): void {
  if (videojs.getPlugin('playgate') !== undefined) return;
  videojs.registerPlugin('playgate', function (this: VideojsPlayer, options?: PlaygateOptions) {
    return options === undefined ? playgateOf(this) : attachPlaygate(this, options);
  });
}
