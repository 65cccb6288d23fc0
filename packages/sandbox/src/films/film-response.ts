import { bytesResponse } from '../http/byte-range.ts';
import type { CaptionLanguage } from './captions.ts';
import { CAPTION_LANGUAGES, captions } from './captions.ts';
import { dashManifest } from './dash-manifest.ts';
import type { FilmFiles, Rendition } from './film-files.ts';
import { DASH_RENDITIONS, RENDITIONS, ROUND } from './film-files.ts';
import type { Film } from './films.ts';
import type { PrintUri } from './playlists.ts';
import { availableSegments, masterPlaylist, mediaPlaylist } from './playlists.ts';
import { poster } from './poster.ts';
import { progressiveFilm } from './progressive-film.ts';

export interface FilmRequest {
  /** Below the film, without a leading slash: `master.m3u8`, `144p/0.ts`. */
  readonly path: string;
  /** The request's `Range`. */
  readonly range: string | null;
  /** The sandbox's time. */
  readonly now: number;
  /** Default prints URIs as they are. */
  readonly print?: PrintUri;
}

/** How long the captions of a live film go on, in seconds. */
const LIVE_CAPTIONS = 600;

const asIs: PrintUri = (uri) => uri;

/** Whatever lies below a film; 404 for what does not. Gates have been passed before. */
export function filmResponse(files: FilmFiles, film: Film, asked: FilmRequest): Response {
  const found = find(files, film, asked);
  if (!found)
    return Response.json(
      { error: { code: 'not_found', message: 'There is no such part of this film.' } },
      { status: 404 },
    );
  const bytes = typeof found.body === 'string' ? new TextEncoder().encode(found.body) : found.body;
  return bytesResponse(bytes, found.type, asked.range);
}

interface Found {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const PLAYLIST = 'application/vnd.apple.mpegurl';

function find(files: FilmFiles, film: Film, asked: FilmRequest): Found | undefined {
  const { path, print = asIs } = asked;
  const rendition = RENDITIONS.find((name) => path.startsWith(`${name}/`));
  if (rendition) return findInRendition(files, film, rendition, asked);
  if (path === 'master.m3u8') return { type: PLAYLIST, body: masterPlaylist(files, print) };
  if (path === 'manifest.mpd' && film.kind === 'recorded')
    return { type: 'application/dash+xml', body: dashManifest(film) };
  if (path.startsWith('dash/') && film.kind === 'recorded') return findFragment(files, path);
  if (path === 'film.mp4' && film.kind === 'recorded')
    return { type: 'video/mp4', body: progressiveFilm(files) };
  if (path === 'film.key') return { type: 'application/octet-stream', body: files.key };
  if (path === 'poster.svg') return { type: 'image/svg+xml', body: poster(film.title) };
  const language = CAPTION_LANGUAGES.find((name) => path === `captions/${name}.vtt`);
  return language && { type: 'text/vtt; charset=utf-8', body: captionsOf(film, language) };
}

function findInRendition(
  files: FilmFiles,
  film: Film,
  rendition: Rendition,
  { path, now, print = asIs }: FilmRequest,
): Found | undefined {
  const name = path.slice(rendition.length + 1);
  if (name === 'index.m3u8')
    return { type: PLAYLIST, body: mediaPlaylist(files, film, rendition, now, print) };
  const n = Number(/^(0|[1-9]\d{0,8})\.ts$/.exec(name)?.[1] ?? NaN);
  const { first, last } = availableSegments(film, now);
  const segment = n >= first && n <= last ? files.segments[rendition][n % ROUND] : undefined;
  return segment && { type: 'video/mp2t', body: segment.bytes };
}

function findFragment({ dash }: FilmFiles, path: string): Found | undefined {
  const rendition = DASH_RENDITIONS.find((name) => path.startsWith(`dash/${name}/`));
  if (!rendition) return undefined;
  const file = path.slice(`dash/${rendition}/`.length);
  const n = Number(/^([1-9]\d?)\.m4s$/.exec(file)?.[1] ?? NaN);
  const body = file === 'init.mp4' ? dash[rendition].init : dash[rendition].segments[n - 1];
  return body && { type: rendition === 'snd' ? 'audio/mp4' : 'video/mp4', body };
}

const captionsOf = (film: Film, language: CaptionLanguage): string =>
  captions(language, film.kind === 'recorded' ? film.seconds : LIVE_CAPTIONS);
