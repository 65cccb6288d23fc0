import videojs from 'video.js';
import { attachPlaygate, playgateOf } from './attach-playgate.ts';
import type { VideojsPlayer } from './player.ts';
import type { PlaygateOptions } from './playgate.ts';

/** Gives every player the method `playgate`. Importing the package does it. */
export function registerPlugin(): void {
  if (videojs.getPlugin('playgate')) return;
  videojs.registerPlugin('playgate', function (this: VideojsPlayer, options?: PlaygateOptions) {
    return options === undefined ? playgateOf(this) : attachPlaygate(this, options);
  });
}
