import type { PlaybackSource } from '@playgate/client';
import { sourceOf, textTracksOf } from './player.ts';
import type { VideojsPlayer } from './player.ts';

interface TrackChoice {
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  readonly mode: string;
}

/**
 * Opens a source in place of the one that plays, where the viewer left off: position (of a live stream, its edge), rate, paused or
 * not, and the text tracks that were chosen.
 *
 * @param restoreTracks Adds the text tracks again that video.js removes with the old source.
 */
export function reopenSource(
  player: VideojsPlayer,
  source: PlaybackSource,
  restoreTracks: () => void,
): void {
  const live = player.duration() === Infinity;
  const position = player.currentTime() ?? 0;
  const rate = player.playbackRate() ?? 1;
  const paused = player.paused();
  const chosen = textTracksOf(player).map(({ kind, label, language, mode }): TrackChoice => ({
    kind,
    label,
    language,
    mode,
  }));
  const resume = (): void => {
    if (sourceOf(player)?.src !== source.src) return;
    restoreTracks();
    if (!live) player.currentTime(position);
    player.playbackRate(rate);
    choose(player, chosen);
    // Pausing also keeps the attribute `autoplay` from starting what the viewer had stopped.
    if (paused) player.pause();
    else player.play()?.catch((error: unknown) => player.log.warn(error));
  };
  player.src({ ...source });
  player.one('loadedmetadata', resume);
}

function choose(player: VideojsPlayer, chosen: readonly TrackChoice[]): void {
  for (const track of textTracksOf(player)) {
    const choice = chosen.find(
      ({ kind, label, language }) =>
        track.kind === kind && track.label === label && track.language === language,
    );
    if (choice !== undefined) track.mode = choice.mode;
  }
}
