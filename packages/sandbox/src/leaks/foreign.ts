import { anyOrigin } from '../http/cors.ts';
import { credentialClass } from '../credentials/credential-class.ts';
import type { FilmFiles } from '../films/film-files.ts';
import { RENDITIONS } from '../films/film-files.ts';
import { filmResponse } from '../films/film-response.ts';
import type { Films } from '../films/films.ts';
import type { LeakWatch } from './leak-watch.ts';
import type { ListenerPlan } from '../listener/listener.ts';
import { requestKind } from '../http/request-kind.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

export interface ForeignParts {
  readonly clock: SandboxClock;
  readonly files: FilmFiles;
  readonly films: Films;
  readonly leaks: LeakWatch;
}

/**
 * Somebody else's server: answers everything with 200 to everybody, and reads every byte it is sent. Paths that end like
 * media get media, so that a player led here plays on.
 */
export function foreignPlan(parts: ForeignParts): ListenerPlan {
  return {
    name: 'foreign',
    cors: anyOrigin,
    kind: requestKind,
    judge: (request, url) => ({ credential: credentialClass(request, url) }),
    serve: async (request) => serve(parts, request),
    tap: () => parts.leaks.tap('foreign'),
  };
}

function serve({ films, files, clock }: ForeignParts, request: Request): Response {
  const path = mediaPath(new URL(request.url).pathname);
  const film = films.get('launch-film');
  if (!path || !film) return new Response('ok\n', { headers: { 'Content-Type': 'text/plain' } });
  return filmResponse(files, film, { path, range: request.headers.get('range'), now: clock.now() });
}

function mediaPath(pathname: string): string | undefined {
  const parts = pathname.split('/');
  const name = parts.at(-1) ?? '';
  const rendition = RENDITIONS.find((one) => one === parts.at(-2)) ?? '144p';
  switch (requestKind(pathname)) {
    case 'manifest':
      return 'master.m3u8';
    case 'playlist':
      return `${rendition}/index.m3u8`;
    case 'segment':
      return `${rendition}/${/^\d\.ts$/.test(name) ? name : '0.ts'}`;
    case 'key':
      return 'film.key';
    case 'track':
      return name === 'de.vtt' ? 'captions/de.vtt' : 'captions/en.vtt';
    default:
      return name === 'poster.svg' ? name : undefined;
  }
}
