import type { FilmFiles, Rendition } from './film-files.ts';
import { ROUND, SEGMENT_MS } from './film-files.ts';
import type { Film, LiveFilm } from './films.ts';

/** Turns a URI of a playlist into what is printed: nothing added, a signature, a session. */
export type PrintUri = (uri: string) => string;

/** How many segments a live window holds: 48 seconds. */
export const WINDOW = 12;

export function masterPlaylist(files: FilmFiles, print: PrintUri): string {
  return files.master
    .replace(/URI="([^"]+)"/g, (_, uri: string) => `URI="${print(uri)}"`)
    .replace(/^[^#\s].*$/gm, (uri) => print(uri));
}

/** The numbers of the segments that can be had: of a live film, those of the window and the window before. */
export function availableSegments(film: Film, now: number): { first: number; last: number } {
  if (film.kind === 'recorded')
    return { first: 0, last: Math.ceil((film.seconds * 1000) / SEGMENT_MS) - 1 };
  const last = newestSegment(film, now);
  return { first: Math.max(0, last - 2 * WINDOW + 1), last };
}

/** A segment is complete, and so can be had, when all of it has been on air. */
const newestSegment = (film: LiveFilm, now: number): number =>
  Math.max(0, Math.floor((now - film.startedAtMs) / SEGMENT_MS) - 1);

/**
 * A media playlist. Every round of the film after the first begins with a discontinuity, since its timestamps start again.
 *
 * @see RFC 8216 section 6.2.2 for what a sliding window must count.
 */
export function mediaPlaylist(
  files: FilmFiles,
  film: Film,
  rendition: Rendition,
  now: number,
  print: PrintUri,
): string {
  const { last } = availableSegments(film, now);
  const first = film.kind === 'live' ? Math.max(0, last - WINDOW + 1) : 0;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${SEGMENT_MS / 1000}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    ...(film.kind === 'live'
      ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore(first)}`]
      : ['#EXT-X-PLAYLIST-TYPE:VOD']),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    files.keyLine.replace(/URI="([^"]+)"/, (_, uri: string) => `URI="${print(uri)}"`),
  ];
  for (let n = first; n <= last; n++) {
    if (startsRound(n)) lines.push('#EXT-X-DISCONTINUITY');
    if (film.kind === 'live') lines.push(`#EXT-X-PROGRAM-DATE-TIME:${airTime(film, n)}`);
    lines.push(`#EXTINF:${files.segments[rendition][n % ROUND]?.seconds},`, print(`${n}.ts`));
  }
  if (film.kind === 'recorded') lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

const startsRound = (n: number): boolean => n > 0 && n % ROUND === 0;

/** How many discontinuities have slid out of a window whose first segment is `first`; its own is still inside. */
const discontinuitiesBefore = (first: number): number =>
  Math.max(0, Math.floor((first - 1) / ROUND));

const airTime = (film: LiveFilm, n: number): string =>
  new Date(film.startedAtMs + n * SEGMENT_MS).toISOString();
