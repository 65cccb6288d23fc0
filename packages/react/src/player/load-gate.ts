import type { attachPlaygate } from '@playgate/videojs';
import { createPending } from '../core/pending.ts';
import type { Pending } from '../core/pending.ts';
import type { Player } from './player.ts';

/** What `attachPlaygate` of `@playgate/videojs` takes. */
export type GateOptions = Parameters<typeof attachPlaygate>[1];

/** What it gives. */
export type Gate = ReturnType<typeof attachPlaygate>;

/** Loads the video.js plugin and attaches it to a player. */
export function loadGate(player: Player, options: GateOptions): Pending<Gate> {
  return createPending(
    '@playgate/videojs',
    () => import('@playgate/videojs'),
    (plugin) => plugin.attachPlaygate(player, options),
  );
}
