import { Hono } from 'hono';
import { clearKeyLicense } from '../cenc/clear-key-license.ts';
import type { EncryptedFilm } from '../cenc/encrypted-film.ts';
import { encryptedResponse } from '../cenc/encrypted-response.ts';
import { anyOrigin } from '../http/cors.ts';
import { MEDIA_COOKIE } from '../credentials/credential-class.ts';
import type { FilmFiles } from '../films/film-files.ts';
import { filmResponse } from '../films/film-response.ts';
import type { Film, Films } from '../films/films.ts';
import { fragmentedResponse } from '../films/fragmented-response.ts';
import type { Judged, Judgement } from '../credentials/judgement.ts';
import { UNGUARDED } from '../credentials/judgement.ts';
import type { ListenerPlan } from '../listener/listener.ts';
import type { MediaGate, Scheme } from './media-gate.ts';
import { SCHEMES } from './media-gate.ts';
import type { PrintUri } from '../films/playlists.ts';
import type { Presigner } from './presigned.ts';
import { refusal } from '../credentials/refusal.ts';
import { requestKind } from '../http/request-kind.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

export interface OriginParts {
  readonly clock: SandboxClock;
  readonly files: FilmFiles;
  readonly films: Films;
  readonly gate: MediaGate;
  readonly presigner: Presigner;
  /** Made when it is first asked for. */
  readonly encrypted: () => EncryptedFilm;
}

interface MediaPath {
  readonly scheme: Scheme;
  readonly film: string;
  readonly rest: string;
}

/**
 * A media server of one's own: `/{scheme}/{film}/…`, licences of what is encrypted there by `POST /{scheme}/{film}/license/clearkey`, and
 * `POST /cookie` to have the scheme `cookie`'s cookie set.
 */
export function originPlan(parts: OriginParts): ListenerPlan {
  const app = originApp(parts);
  return {
    name: 'origin',
    cors: anyOrigin,
    kind: requestKind,
    judge(request, url) {
      const path = mediaPath(url.pathname);
      return path ? parts.gate.judge(request, url, path.scheme, path.film) : UNGUARDED;
    },
    serve: async (request, judgement) => app.fetch(request, { judgement }),
  };
}

function mediaPath(pathname: string): MediaPath | undefined {
  const [, name, film = '', rest = ''] = /^\/(\w+)\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  const scheme = SCHEMES.find((known) => known === name);
  return scheme && { scheme, film, rest };
}

function originApp(parts: OriginParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.post('/cookie', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const value = typeof body === 'object' && body !== null && 'value' in body ? body.value : '';
    if (typeof value !== 'string' || !/^[\w\-.~]+$/.test(value))
      return c.text('Send {"value": a credential made by the control API} as JSON.\n', 400);
    c.header('Set-Cookie', `${MEDIA_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax`);
    return c.body(null, 204);
  });
  app.post('/*', (c) => {
    const path = mediaPath(c.req.path);
    if (path?.rest !== 'license/clearkey' || !parts.films.get(path.film)) return notFound();
    return refusal(c.env.judgement) ?? clearKeyLicense(c.req.raw, parts.encrypted().contentKey);
  });
  app.get('/*', (c) => {
    const path = mediaPath(c.req.path);
    const film = path && parts.films.get(path.film);
    if (!film) return notFound();
    return refusal(c.env.judgement) ?? serve(parts, film, path, c.req.raw, c.env.judgement);
  });
  return app;
}

const notFound = (): Response =>
  Response.json({ error: { code: 'not_found', message: 'No such film.' } }, { status: 404 });

function serve(
  { clock, files, presigner, encrypted }: OriginParts,
  film: Film,
  { scheme, rest }: MediaPath,
  { url, headers }: Request,
  judgement: Judgement,
): Response {
  const asked = { path: rest, range: headers.get('range') };
  const print = scheme === 'presigned' && { print: presign(presigner, url, judgement) };
  const fragmented =
    film.kind === 'live'
      ? undefined
      : rest.startsWith('cenc/')
        ? encryptedResponse(encrypted(), film, asked)
        : fragmentedResponse(files, film, asked);
  return fragmented ?? filmResponse(files, film, { ...asked, now: clock.now(), ...print });
}

function presign(presigner: Presigner, base: string, { serial = 0 }: Judgement): PrintUri {
  return (uri) => `${uri}?${presigner.query(new URL(uri, base).pathname, serial)}`;
}
