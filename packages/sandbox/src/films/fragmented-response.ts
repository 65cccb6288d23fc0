import { bytesResponse } from '../http/byte-range.ts';
import type { DashRendition, FilmFiles } from './film-files.ts';
import { DASH_RENDITIONS } from './film-files.ts';
import type { FilmRequest } from './film-response.ts';
import type { RecordedFilm } from './films.ts';
import type { FragmentedLayout } from './fragmented-playlists.ts';
import { fragmentedMaster, fragmentedPlaylist } from './fragmented-playlists.ts';
import type { IndexedFile } from './indexed-film.ts';
import { indexFilm, indexedManifest } from './indexed-film.ts';

/** Of the segments in clear that DASH players get. */
const LAYOUT: FragmentedLayout = {
  playlist: 'index.m3u8',
  segments: (rendition) => `../../dash/${rendition}/`,
  keys: [],
};

/**
 * Whatever lies in a film's folder `fmp4`: HLS over fragmented MP4, in clear; and in `indexed`: DASH over one file for each rendition, of
 * which players ask for parts.
 */
export function fragmentedResponse(
  { dash }: Pick<FilmFiles, 'dash'>,
  film: RecordedFilm,
  { path, range }: Pick<FilmRequest, 'path' | 'range'>,
): Response | undefined {
  const text = (body: string, type: string): Response =>
    bytesResponse(new TextEncoder().encode(body), type, range);
  if (path === 'fmp4/master.m3u8') return text(fragmentedMaster(LAYOUT), HLS);
  if (path === 'indexed/manifest.mpd') return text(indexedManifest(film, indexAll(dash)), DASH);
  for (const name of DASH_RENDITIONS) {
    if (path === `fmp4/${name}/index.m3u8`)
      return text(fragmentedPlaylist(film, name, LAYOUT), HLS);
    if (path === `indexed/${name}.mp4`)
      return bytesResponse(indexFilm(dash[name]).bytes, 'video/mp4', range);
  }
  return undefined;
}

const HLS = 'application/vnd.apple.mpegurl';
const DASH = 'application/dash+xml';

const indexAll = (dash: FilmFiles['dash']): Readonly<Record<DashRendition, IndexedFile>> => ({
  '144p': indexFilm(dash['144p']),
  '240p': indexFilm(dash['240p']),
  snd: indexFilm(dash.snd),
});
