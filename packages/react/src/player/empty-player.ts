import type { VideojsPlayer } from '@playgate/videojs';

/** Takes what was played out of a player, so that nothing of it is left while the next is asked for. What the viewer set stays. */
export function emptyPlayer(player: VideojsPlayer): void {
  if (player.currentSrc() === '') return;
  const [poster, muted, volume] = [player.poster(), player.muted(), player.volume()];
  // A player that plays is reset later, and would lose the next source.
  player.pause();
  player.reset();
  player.poster(poster);
  player.muted(muted);
  player.volume(volume);
}
