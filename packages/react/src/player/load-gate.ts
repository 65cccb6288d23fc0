import type { Playgate, PlaygateOptions, VideojsPlayer } from '@playgate/videojs';
import { createPending } from '../core/pending.ts';
import type { Pending } from '../core/pending.ts';

/** Loads the video.js plugin and attaches it to a player. */
export function loadGate(player: VideojsPlayer, options: PlaygateOptions): Pending<Playgate> {
  return createPending(
    '@playgate/videojs',
    () => import('@playgate/videojs'),
    ({ attachPlaygate }) => attachPlaygate(player, options),
  );
}
