import { bytesResponse } from './byte-range.ts';
import { DASH_RENDITIONS } from './film-files.ts';
import type { FilmRequest } from './film-response.ts';
import type { RecordedFilm } from './films.ts';
import type { FragmentedLayout } from './fragmented-playlists.ts';
import { fragmentedMaster, fragmentedPlaylist } from './fragmented-playlists.ts';

/** Of the segments in clear that DASH players get. */
const LAYOUT: FragmentedLayout = {
  playlist: 'index.m3u8',
  segments: (rendition) => `../../dash/${rendition}/`,
  keys: [],
};

/** Whatever lies in a film's folder `fmp4`: HLS over fragmented MP4, in clear. */
export function fragmentedResponse(
  film: RecordedFilm,
  { path, range }: Pick<FilmRequest, 'path' | 'range'>,
): Response | undefined {
  const playlist = (text: string): Response =>
    bytesResponse(new TextEncoder().encode(text), 'application/vnd.apple.mpegurl', range);
  if (path === 'fmp4/master.m3u8') return playlist(fragmentedMaster(LAYOUT));
  const rendition = DASH_RENDITIONS.find((name) => path === `fmp4/${name}/index.m3u8`);
  return rendition && playlist(fragmentedPlaylist(film, rendition, LAYOUT));
}
