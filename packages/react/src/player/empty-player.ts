import type { VideojsPlayer } from '@playgate/videojs';

/** Takes what was played out of a player, so that nothing of it is left while the next is asked for. What the viewer set stays. */
export function emptyPlayer(player: VideojsPlayer): void {
  const last = player.currentSrc();
  if (last === '') return;
  empty(player);
  // Video.js opens a source 1 ms after it was set: one that was set just before would come back.
  player.setTimeout(() => {
    if (player.currentSrc() === last) empty(player);
  }, 1);
}

function empty(player: VideojsPlayer): void {
  const [poster, muted, volume] = [player.poster(), player.muted(), player.volume()];
  // A player that plays is reset later, and would lose the next source.
  player.pause();
  player.reset();
  player.poster(poster);
  player.muted(muted);
  player.volume(volume);
}
