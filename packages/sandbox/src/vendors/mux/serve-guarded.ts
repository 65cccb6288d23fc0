import type { FilmFiles } from '../../films/film-files.ts';
import { RENDITIONS } from '../../films/film-files.ts';
import { filmResponse } from '../../films/film-response.ts';
import type { Film, Films } from '../../films/films.ts';
import { poster } from '../../films/poster.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { opaqueOf } from './account/playback-ids.ts';
import { capResolution } from './cap-resolution.ts';
import { DENIALS, denialResponse } from './denial.ts';
import type { Account, Finding } from './finding.ts';
import type { GuardedPart } from './mux-path.ts';
import { storyboardCues } from './storyboard-cues.ts';

/** What answers are made of. */
export interface ServingParts extends Account {
  readonly clock: SandboxClock;
  readonly films: Films;
  readonly files: FilmFiles;
  readonly random: (size: number) => Uint8Array;
}

/** Gives out what a playback id names; whoever asks has been let in before. */
export async function serveGuarded(
  parts: ServingParts,
  request: Request,
  part: GuardedPart,
  finding: Finding,
): Promise<Response> {
  const film = parts.films.get(finding.playbackId?.film ?? '');
  if (!film) return denialResponse(DENIALS.unknown);
  switch (part.kind) {
    case 'master':
      return serveMaster(parts, request, film, finding);
    case 'captions':
      return fromFilm(parts, request, film, `captions/${part.language}.vtt`);
    case 'cues':
      return textResponse(cuesFor(film, request), 'text/vtt; charset=utf-8');
    case 'thumbnail':
    case 'animated':
    case 'storyboard':
      // Drawn, whatever its name says.
      return textResponse(poster(film.title), 'image/svg+xml');
    case 'license':
      return bytesResponse(parts.random(64));
    case 'certificate':
      return bytesResponse(Buffer.from('A certificate that no content decryption module takes.'));
  }
}

function fromFilm(
  { files, clock }: ServingParts,
  request: Request,
  film: Film,
  path: string,
): Response {
  const range = request.headers.get('range');
  return filmResponse(files, film, { path, range, now: clock.now() });
}

/** Names every rendition by a URL that opens by itself. */
async function serveMaster(
  { files, clock, settings, signatures }: ServingParts,
  request: Request,
  film: Film,
  { playbackId, claims }: Finding,
): Promise<Response> {
  const { edgeSeconds, edgeEndsWithToken } = settings();
  const now = clock.now();
  const tokenEnd = edgeEndsWithToken && claims ? claims.exp * 1000 : Infinity;
  const end = Math.min(now + edgeSeconds * 1000, tokenEnd);
  const { origin } = new URL(request.url);
  const print = (uri: string): string => {
    const rendition = RENDITIONS.find((name) => uri.startsWith(`${name}/`)) ?? 'snd';
    const path = `/${opaqueOf(playbackId?.id ?? '', rendition)}/rendition.m3u8`;
    return `${origin}${path}?${signatures.query(path, end)}`;
  };
  const whole = filmResponse(files, film, { path: 'master.m3u8', range: null, now, print });
  const manifest = capResolution(await whole.text(), claims?.max_resolution ?? '');
  return textResponse(manifest, 'application/vnd.apple.mpegurl');
}

/** How much of a live film has a storyboard, in seconds. */
const LIVE_STORYBOARD = 60;

/** The vendor's cues carry on the token that the file was asked for with. */
function cuesFor(film: Film, { url }: Request): string {
  const { origin, pathname, search } = new URL(url);
  const picture = `${origin}${pathname.replace(/vtt$/, 'jpg')}${search}`;
  return storyboardCues(film.kind === 'recorded' ? film.seconds : LIVE_STORYBOARD, picture);
}

const textResponse = (text: string, type: string): Response =>
  new Response(text, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } });

const bytesResponse = (bytes: Uint8Array): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store' },
  });
