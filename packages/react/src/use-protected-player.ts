import type { VideojsPlayer } from '@playgate/videojs';
import type { ProtectedPlayback } from './player/protected-playback.ts';
import { useGate } from './player/use-gate.ts';
import type { ProtectedPlayerView } from './player/use-gate.ts';
import { usePlayback } from './player/use-playback.ts';

/**
 * Protects a video.js player that one already has. Loads `@playgate/videojs` when it is needed. The player stays its maker's to
 * dispose of; a source that it has already stays, unless `src` is given.
 *
 * @param player Nothing happens while there is none.
 * @throws {ClientError} `config` outside of a provider and without `client`; for a wrong `initialPass`; if the plugin cannot be loaded.
 */
export function useProtectedPlayer(
  player: VideojsPlayer | null | undefined,
  playback: ProtectedPlayback,
): ProtectedPlayerView {
  return useGate(player, usePlayback(playback));
}
