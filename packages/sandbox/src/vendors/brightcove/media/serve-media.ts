import type { FilmFiles, Rendition } from '../../../films/film-files.ts';
import { RENDITIONS } from '../../../films/film-files.ts';
import { filmResponse } from '../../../films/film-response.ts';
import type { Films } from '../../../films/films.ts';
import type { PrintUri } from '../../../films/playlists.ts';
import { clearFilm } from './clear-film.ts';
import { dashManifest } from './dash-manifest.ts';
import type { MediaPath } from './media-path.ts';
import type { MediaPlace, MediaQuery, MediaUrls } from './media-urls.ts';
import { keyIdOf, mediaUrls } from './media-urls.ts';

/** A part of a film, and what the manifests below it carry on. */
export interface MediaOrder {
  readonly place: MediaPlace;
  readonly query: MediaQuery;
  readonly part: MediaPath['part'];
  readonly range: string | null;
  readonly now: number;
}

/** Gives parts of films out; whoever asks has been let in before. */
export type ServeMedia = (order: MediaOrder) => Promise<Response>;

export function createServeMedia(films: Films, files: FilmFiles): ServeMedia {
  let clear: FilmFiles | undefined;
  return async (order) => {
    const { place, query, part, range, now } = order;
    const film = films.get(place.video.film);
    if (!film) return new Response(null, { status: 404 });
    const urls = mediaUrls(place, query);
    if (part.kind === 'dash') return dashManifest(film, urls);
    const [path, print] = [pathOf(part), printer(urls, part)];
    const chosen = place.delivery === 'clear' ? (clear ??= clearFilm(files)) : files;
    const response = filmResponse(chosen, film, { path, range, now, print });
    return part.kind === 'rendition' && place.delivery === 'bccenc'
      ? withFairPlayKey(response, place)
      : response;
  };
}

function pathOf(part: MediaOrder['part']): string {
  switch (part.kind) {
    case 'rendition':
      return `${part.rendition}/index.m3u8`;
    case 'segment':
      return `${part.rendition}/${part.file}`;
    case 'captions':
      return `captions/${part.language}.vtt`;
    case 'poster':
      return 'poster.svg';
    case 'master':
    case 'dash':
      return 'master.m3u8';
  }
}

/** Turns the names in the film's own playlists into this vendor's URLs. */
function printer(urls: MediaUrls, part: MediaOrder['part']): PrintUri {
  const named = (uri: string): Rendition =>
    RENDITIONS.find((name) => uri.startsWith(`${name}/`)) ?? 'snd';
  if (part.kind !== 'rendition') return (uri) => urls.rendition(named(uri));
  return (uri) => (uri.endsWith('.key') ? urls.key() : urls.segment(part.rendition, uri));
}

/** Says FairPlay where the film says AES-128. Nothing here can decrypt it: the licence is opaque bytes. */
async function withFairPlayKey(response: Response, { video }: MediaPlace): Promise<Response> {
  const uri = `skd://${keyIdOf(video.assetId)}`;
  const line = `#EXT-X-KEY:METHOD=SAMPLE-AES,URI="${uri}",KEYFORMAT="com.apple.streamingkeydelivery",KEYFORMATVERSIONS="1"`;
  const text = (await response.text()).replace(/^#EXT-X-KEY:.*$/m, line);
  return new Response(text, { headers: { 'Content-Type': 'application/vnd.apple.mpegurl' } });
}
