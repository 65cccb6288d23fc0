import { Hono } from 'hono';
import { anyOrigin } from './cors.ts';
import { MEDIA_COOKIE } from './credential-class.ts';
import type { FilmFiles } from './film-files.ts';
import { filmResponse } from './film-response.ts';
import type { Films } from './films.ts';
import type { Judged, Judgement } from './judgement.ts';
import { UNGUARDED } from './judgement.ts';
import type { ListenerPlan } from './listener.ts';
import type { MediaGate, Scheme } from './media-gate.ts';
import { SCHEMES } from './media-gate.ts';
import type { PrintUri } from './playlists.ts';
import type { Presigner } from './presigned.ts';
import { refusal } from './refusal.ts';
import { requestKind } from './request-kind.ts';
import type { SandboxClock } from './sandbox-clock.ts';

export interface OriginParts {
  readonly clock: SandboxClock;
  readonly files: FilmFiles;
  readonly films: Films;
  readonly gate: MediaGate;
  readonly presigner: Presigner;
}

interface MediaPath {
  readonly scheme: Scheme;
  readonly film: string;
  readonly rest: string;
}

/** A media server of one's own: `/{scheme}/{film}/…`, and `POST /cookie` to have the scheme `cookie`'s cookie set. */
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

function originApp({ clock, files, films, presigner }: OriginParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.post('/cookie', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const value = typeof body === 'object' && body !== null && 'value' in body ? body.value : '';
    if (typeof value !== 'string' || !/^[\w\-.~]+$/.test(value))
      return c.text('Send {"value": a credential made by the control API} as JSON.\n', 400);
    c.header('Set-Cookie', `${MEDIA_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax`);
    return c.body(null, 204);
  });
  app.get('/*', (c) => {
    const path = mediaPath(c.req.path);
    const film = path && films.get(path.film);
    if (!path || !film)
      return c.json({ error: { code: 'not_found', message: 'No such film.' } }, 404);
    const refused = refusal(c.env.judgement);
    if (refused) return refused;
    return filmResponse(files, film, {
      path: path.rest,
      range: c.req.header('range') ?? null,
      now: clock.now(),
      ...(path.scheme === 'presigned' && { print: presign(presigner, c.req.url, c.env.judgement) }),
    });
  });
  return app;
}

function presign(presigner: Presigner, base: string, { serial = 0 }: Judgement): PrintUri {
  return (uri) => `${uri}?${presigner.query(new URL(uri, base).pathname, serial)}`;
}
