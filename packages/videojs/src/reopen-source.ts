import type { PlaybackSource } from '@playgate/client';
import { openGiven } from './give-source.ts';
import { sourceOf, textTracksOf } from './player.ts';
import type { PlayerTrack, VideojsPlayer } from './player.ts';

/** Where a viewer left off. */
interface Place {
  /** Absent of a live stream, which goes on at its edge. */
  readonly position?: number;
  readonly rate: number;
  readonly paused: boolean;
  /** The modes of the text tracks. */
  readonly modes: ReadonlyMap<string, string>;
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
    earlier && earlier.src === sourceOf(player)?.src
      ? earlier.place
      : leave(player, rememberTracks());
  const reopening = { src: source.src, place };
  waiting.set(player, reopening);
  openGiven(player, source);
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
    modes: new Map(textTracksOf(player).map((track) => [nameOf(track), track.mode])),
    restoreTracks,
  };
}

function resume(player: VideojsPlayer, place: Place): void {
  const { position, rate, paused, modes, restoreTracks } = place;
  restoreTracks();
  if (position !== undefined) player.currentTime(position);
  player.playbackRate(rate);
  for (const track of textTracksOf(player)) track.mode = modes.get(nameOf(track)) ?? track.mode;
  // Pausing also keeps the attribute `autoplay` from starting what the viewer had stopped.
  if (paused) player.pause();
  else player.play()?.catch((error: unknown) => player.log.warn(error));
}

/** What tells a track from the others of a player, also where they come back as other objects. */
function nameOf({ kind, label, language }: PlayerTrack): string {
  return [kind, language, label].join();
}
