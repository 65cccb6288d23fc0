import type { Playgate, PlaygateOptions } from './playgate.ts';
import { registerPlugin } from './plugin.ts';

export { attachPlaygate, playgateOf } from './attach-playgate.ts';
export type { Drm, DrmContext } from './drm.ts';
export type { VideojsPlayer } from './player.ts';
export type { Playgate, PlaygateOptions, PlaygateStateChangeEvent } from './playgate.ts';
export type { UiOptions } from './ui/ui-options.ts';

declare module 'video.js/dist/types/player' {
  export default interface Player {
    /** Puts the player behind a lock; replaces an earlier one. */
    playgate(options: PlaygateOptions): Playgate;
    /** The handle, if there is one. */
    playgate(): Playgate | undefined;
  }
}

registerPlugin();
