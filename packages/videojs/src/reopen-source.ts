import type { PlaybackSource } from '@playgate/client';
import { sourceOf, textTracksOf } from './player.ts';
import type { PlayerTrack, VideojsPlayer } from './player.ts';

/** Where a viewer left off. */
interface Place {
  /** Absent of a live stream, which goes on at its edge. */
  readonly position?: number;
  readonly rate: number;
  readonly paused: boolean;
  readonly tracks: readonly Pick<PlayerTrack, 'kind' | 'label' | 'language' | 'mode'>[];
  readonly restoreTracks: () => void;
}

/** Places that wait for their source to load. */
const waiting = new WeakMap<VideojsPlayer, { readonly src: string; readonly place: Place }>();

/**
 * Opens a source in place of the one that plays, where the viewer left off: position, rate, paused or not, and the text tracks that
 * were chosen. Called again before that source has loaded, it still means where the viewer was then.
 *
 * @param rememberTracks Gives what adds the text tracks again that video.js removes with the old source.
 */
export function reopenSource(
  player: VideojsPlayer,
  source: PlaybackSource,
  rememberTracks: () => () => void,
): void {
  const earlier = waiting.get(player);
  const place =
    earlier !== undefined && earlier.src === sourceOf(player)?.src
      ? earlier.place
      : leave(player, rememberTracks());
  const reopening = { src: source.src, place };
  waiting.set(player, reopening);
  player.src({ ...source });
  player.one('loadedmetadata', () => {
    if (waiting.get(player) !== reopening) return;
    waiting.delete(player);
    // The application may have opened another source meanwhile.
    if (sourceOf(player)?.src === source.src) resume(player, place);
  });
}

function leave(player: VideojsPlayer, restoreTracks: () => void): Place {
  return {
    ...(player.duration() === Infinity ? {} : { position: player.currentTime() ?? 0 }),
    rate: player.playbackRate() ?? 1,
    paused: player.paused(),
    tracks: textTracksOf(player).map(({ kind, label, language, mode }) => ({
      kind,
      label,
      language,
      mode,
    })),
    restoreTracks,
  };
}

function resume(player: VideojsPlayer, place: Place): void {
  const { position, rate, paused, tracks, restoreTracks } = place;
  restoreTracks();
  if (position !== undefined) player.currentTime(position);
  player.playbackRate(rate);
  for (const track of textTracksOf(player)) {
    const { kind, label, language } = track;
    const known = tracks.find(
      (one) => one.kind === kind && one.label === label && one.language === language,
    );
    if (known !== undefined) track.mode = known.mode;
  }
  // Pausing also keeps the attribute `autoplay` from starting what the viewer had stopped.
  if (paused) player.pause();
  else player.play()?.catch((error: unknown) => player.log.warn(error));
}
