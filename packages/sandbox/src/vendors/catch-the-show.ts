import type { Context } from 'hono';
import { Hono } from 'hono';
import { anyOrigin } from '../cors.ts';
import { bearerOf, credentialClass } from '../credential-class.ts';
import type { Credentials } from '../credentials.ts';
import type { FilmFiles } from '../film-files.ts';
import { filmResponse } from '../film-response.ts';
import type { Film, Films } from '../films.ts';
import type { Judged, Judgement } from '../judgement.ts';
import { UNGUARDED } from '../judgement.ts';
import type { ListenerPlan } from '../listener.ts';
import { refusal } from '../refusal.ts';
import { requestKind } from '../request-kind.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { ApiKeys } from './api-keys.ts';
import type { TokenOrder } from './catch-the-show-bodies.ts';
import { parseStreamOrder, parseTokenOrder } from './catch-the-show-bodies.ts';

export interface CatchTheShowParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly films: Films;
  readonly files: FilmFiles;
  readonly keys: ApiKeys;
  readonly randomText: () => string;
}

/** What an access token must permit to open media. The vendor's document names no permissions; this one is ours. */
const PLAY = 'media:play';

/** What an access token must permit to read a film's description. */
const READ = 'metadata:read';

/**
 * Catch The Show: the Live and Video On Demand APIs below `/v1`, and media below `/media/{id}`.
 *
 * @see Catch The Show, "Authentication overview". What it leaves open (the minting call, the words of permissions, errors,
 * how a token reaches media) is filled in plainly here and may differ from the live service.
 */
export function catchTheShowPlan(parts: CatchTheShowParts): ListenerPlan {
  const app = catchTheShowApp(parts);
  return {
    name: 'catchTheShow',
    cors: anyOrigin,
    kind: (path) => requestKind(path, path.startsWith('/v1/') ? 'api' : 'other'),
    judge: (request, url) => judge(parts, request, url),
    serve: async (request, judgement) => app.fetch(request, { judgement }),
  };
}

function judge(parts: CatchTheShowParts, request: Request, url: URL): Judgement {
  const [, area, id = ''] = /^\/(v1|media)\/([^/]*)/.exec(url.pathname) ?? [];
  if (area === undefined) return UNGUARDED;
  const credential = credentialClass(request, url);
  const bearer = bearerOf(request);
  if (area === 'media' && parts.films.get(id)?.isPublic === true) return { credential };
  if (bearer === '') return { credential, verdict: 'malformed', refusal: 401 };
  if (area === 'media') {
    const demand = { vendor: 'catchTheShow', film: id, permission: PLAY } as const;
    return { credential, ...parts.credentials.judge(bearer, demand) };
  }
  const key = parts.keys.judge(bearer ?? '');
  if (key) return { credential, ...key };
  return { credential, ...parts.credentials.judge(bearer, { vendor: 'catchTheShow' }) };
}

type Asked = Context<Judged>;

function catchTheShowApp(parts: CatchTheShowParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.get('/media/:id/*', (c) => media(parts, c, c.req.param('id')));
  app.use('/v1/*', async (c, next) => refusal(c.env.judgement) ?? next());
  app.post('/v1/access-tokens', (c) => mintToken(parts, c));
  app.post('/v1/live-streams', (c) => createStream(parts, c));
  app.get('/v1/videos/:id', (c) => describe(parts, c, 'recorded', c.req.param('id')));
  app.get('/v1/live-streams/:id', (c) => describe(parts, c, 'live', c.req.param('id')));
  app.notFound((c) => problem(c, 404, 'not_found', 'There is nothing here.'));
  return app;
}

function media({ films, files, clock }: CatchTheShowParts, c: Asked, id: string): Response {
  const film = films.get(id);
  if (!film) return problem(c, 404, 'not_found', 'There is no such film.');
  const refused = refusal(c.env.judgement);
  if (refused) return refused;
  const path = c.req.path.slice(`/media/${id}/`.length);
  return filmResponse(files, film, {
    path,
    range: c.req.header('range') ?? null,
    now: clock.now(),
  });
}

async function mintToken({ films, credentials, keys }: CatchTheShowParts, c: Asked) {
  if (!keys.isSecret(c.req.raw)) return forbidden(c);
  const order = parseTokenOrder(await c.req.text());
  if (typeof order === 'string') return problem(c, 400, 'invalid_request', order);
  if (films.get(order.resource.id)?.kind !== KIND[order.resource.type])
    return problem(c, 404, 'not_found', 'There is no such video or live stream.');
  const { value, serial } = credentials.mint(grantOf(order));
  return c.json(
    {
      id: `at_${serial}`,
      token: value,
      token_type: 'Bearer',
      expires_in: order.expiresInSeconds,
      permissions: order.permissions,
    },
    201,
    { 'Cache-Control': 'no-store' },
  );
}

const KIND = { video: 'recorded', live_stream: 'live' } as const;

const grantOf = (order: TokenOrder) => ({
  vendor: 'catchTheShow' as const,
  film: order.resource.id,
  lifetimeMs: order.expiresInSeconds * 1000,
  permissions: order.permissions,
  ...(order.user !== undefined && { viewer: order.user }),
});

async function createStream({ films, keys, clock, randomText }: CatchTheShowParts, c: Asked) {
  if (!keys.isSecret(c.req.raw)) return forbidden(c);
  const order = parseStreamOrder(await c.req.text());
  if (typeof order === 'string') return problem(c, 400, 'invalid_request', order);
  const film: Film = { kind: 'live', id: randomText(), startedAtMs: clock.now(), ...order };
  films.add(film);
  const ingest = `rtmp://127.0.0.1:1935/live/${randomText()}`;
  return c.json({ ...description(c, film), rtmp_ingest_url: ingest }, 201);
}

function describe(parts: CatchTheShowParts, c: Asked, kind: Film['kind'], id: string): Response {
  const film = parts.films.get(id);
  if (film?.kind !== kind) return problem(c, 404, 'not_found', 'There is no such film.');
  return mayRead(parts, c.req.raw, film) ? c.json(description(c, film)) : forbidden(c);
}

/** A secret key reads everything, a public key what is public, an access token what it was made for. */
function mayRead({ keys, credentials }: CatchTheShowParts, request: Request, film: Film): boolean {
  if (keys.isSecret(request)) return true;
  if (keys.isPublic(request)) return film.isPublic;
  const demand = { vendor: 'catchTheShow', film: film.id, permission: READ } as const;
  return credentials.judge(bearerOf(request), demand).verdict === 'ok';
}

const description = (c: Asked, film: Film) => ({
  id: film.id,
  title: film.title,
  description: film.description,
  is_public: film.isPublic,
  tags: film.tags,
  stream_url: new URL(`/media/${film.id}/master.m3u8`, c.req.url).href,
});

const problem = (c: Asked, status: 400 | 403 | 404, code: string, message: string): Response =>
  c.json({ error: { code, message } }, status);

const forbidden = (c: Asked): Response =>
  problem(c, 403, 'forbidden', 'This key or token does not permit that.');
