import type { DashRendition } from './film-files.ts';
import { ROUND, SEGMENT_MS } from './film-files.ts';
import type { RecordedFilm } from './films.ts';

/** How the media playlists of one HLS presentation are called and what they say. */
export interface FragmentedLayout {
  /** Of the media playlists. */
  readonly playlist: string;
  /** Where a rendition's segments are, below its media playlist, with a slash at the end if it is not empty. */
  readonly segments: (rendition: DashRendition) => string;
  /** Lines that say how segments are encrypted. */
  readonly keys: readonly string[];
}

/** A multivariant playlist of the renditions that there are in fragmented MP4. */
export const fragmentedMaster = ({ playlist }: FragmentedLayout): string => `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="snd",NAME="Sound",DEFAULT=YES,LANGUAGE="en",URI="snd/${playlist}"
#EXT-X-STREAM-INF:BANDWIDTH=65000,RESOLUTION=256x144,CODECS="avc1.4d400c,mp4a.40.2",AUDIO="snd"
144p/${playlist}
#EXT-X-STREAM-INF:BANDWIDTH=90000,RESOLUTION=426x240,CODECS="avc1.4d4015,mp4a.40.2",AUDIO="snd"
240p/${playlist}
`;

/**
 * A media playlist of fragmented MP4. Every round of the film after the first begins with a discontinuity, since its timestamps start
 * again.
 *
 * @see RFC 8216 section 4.3.2.5, `EXT-X-MAP`.
 */
export function fragmentedPlaylist(
  { seconds }: RecordedFilm,
  rendition: DashRendition,
  { segments, keys }: FragmentedLayout,
): string {
  const folder = segments(rendition);
  const duration = SEGMENT_MS / 1000;
  const lines = Array.from({ length: Math.ceil(seconds / duration) }, (_, n) => [
    ...(n > 0 && n % ROUND === 0 ? ['#EXT-X-DISCONTINUITY'] : []),
    `#EXTINF:${duration.toFixed(6)},`,
    `${folder}${(n % ROUND) + 1}.m4s`,
  ]);
  return `${[
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${duration}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    ...keys,
    `#EXT-X-MAP:URI="${folder}init.mp4"`,
    ...lines.flat(),
    '#EXT-X-ENDLIST',
  ].join('\n')}\n`;
}
