import type { VideojsPlayer } from '@playgate/videojs';

/** Captions, subtitles or chapters. */
export interface PlayerTrack {
  readonly src: string;
  /** Default `subtitles`. */
  readonly kind?: 'subtitles' | 'captions' | 'descriptions' | 'chapters' | 'metadata';
  /** A language tag, for example `en`. */
  readonly srcLang?: string;
  readonly label?: string;
  /** Whether it shows unless the viewer chose otherwise. */
  readonly default?: boolean;
}

/**
 * Adds tracks that outlive changes of the source.
 *
 * @returns Takes them away.
 */
export function addTextTracks(player: VideojsPlayer, tracks: readonly PlayerTrack[]): () => void {
  const added = tracks.map(({ srcLang, ...track }) =>
    player.addRemoteTextTrack({ ...track, srclang: srcLang }, true),
  );
  return () => {
    if (player.isDisposed()) return;
    for (const track of added) player.removeRemoteTextTrack(track);
  };
}
