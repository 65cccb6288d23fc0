import type { Context } from 'hono';
import { Hono } from 'hono';
import type { FilmFiles } from '../../films/film-files.ts';
import { filmResponse } from '../../films/film-response.ts';
import type { Films } from '../../films/films.ts';
import { isText, parseJsonObject } from '../../json-members.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { requestKind } from '../../http/request-kind.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { challenge } from './challenge.ts';
import type { LiveStreams } from './live-streams.ts';
import type { Videos } from './videos.ts';
import type { Views } from './views.ts';

export interface StapiAppParts {
  readonly clock: SandboxClock;
  readonly films: Films;
  readonly files: FilmFiles;
  readonly videos: Videos;
  readonly liveStreams: LiveStreams;
  readonly views: Views;
  readonly randomText: () => string;
  /** The nonce for the next proof of possession; `undefined`: it needs none. */
  readonly nonce: () => string | undefined;
}

type Asked = Context<Judged>;

/** The largest upload, in bytes. It is counted, not kept. */
const LARGEST_UPLOAD = 64 * 1024 * 1024;

/** Errors are a status and a text: the vendor's document promises no more. */
export function stapiApp(parts: StapiAppParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.use(async (c, next) => {
    await next();
    const nonce = parts.nonce();
    if (nonce !== undefined) c.header('DPoP-Nonce', nonce);
  });
  app.use(refuse);
  addVideos(app, parts);
  addLiveStreams(app, parts);
  app.get('/v1/analytics/videos/:id', (c) => analytics(parts, c, c.req.param('id')));
  app.get('/media/:id/*', (c) => media(parts, c, c.req.param('id')));
  app.notFound((c) => c.text('There is nothing here.\n', 404));
  return app;
}

const REASONS = {
  missing: 'Send an API key or an access token.',
  expired: 'The access token has expired.',
  revoked: 'The credential has been revoked.',
  wrong: 'The credential is not valid.',
  malformed: 'The credential cannot be read.',
  ok: 'The credential is not valid.',
};

async function refuse(c: Asked, next: () => Promise<void>): Promise<Response | void> {
  const { refusal, verdict = 'ok', challenge: said = challenge('Bearer') } = c.env.judgement;
  if (verdict === 'malformed' && refusal === undefined)
    return c.text('Send one credential, not two.\n', 400);
  if (refusal === undefined) return next();
  if (refusal === 403) return c.text('The credential does not permit this.\n', 403);
  return c.text(`${REASONS[verdict]}\n`, 401, {
    'Cache-Control': 'no-store',
    'WWW-Authenticate': said,
  });
}

function addVideos(app: Hono<Judged>, { videos }: StapiAppParts): void {
  app.get('/v1/videos', (c) => {
    const { limit = '20', cursor } = c.req.query();
    if (!/^[1-9]\d?$|^100$/.test(limit)) return c.text('limit must be from 1 to 100.\n', 400);
    const page = videos.page(cursor, Number(limit));
    // From the start it would be a list without an end.
    if (page === undefined) return c.text('cursor must be one that a page gave.\n', 400);
    const { data, last } = page;
    return c.json({ data, ...(last !== undefined && { next_cursor: last }) });
  });
  app.post('/v1/videos', async (c) => {
    const title = await titleOf(c);
    if (title === undefined) return c.text('title must be a text.\n', 400);
    const video = videos.create(title);
    return video ? c.json({ data: video }, 201) : c.text('There are too many uploads.\n', 409);
  });
  app.get('/v1/videos/:id', (c) => {
    const video = videos.get(c.req.param('id'));
    return video ? c.json({ data: video }) : notFound(c);
  });
  app.put('/v1/videos/:id/content', async (c) => {
    const id = c.req.param('id');
    if (!c.req.header('content-type')?.startsWith('video/'))
      return c.text('The content must be a video.\n', 415);
    if (!(await isSmall(c.req.raw))) return c.text('The content is too large.\n', 413);
    const isThere = videos.get(id) !== undefined;
    const video = videos.fill(id);
    if (video) return c.json({ data: video });
    return isThere ? c.text('The video has its content already.\n', 409) : notFound(c);
  });
}

function addLiveStreams(app: Hono<Judged>, { liveStreams, randomText }: StapiAppParts): void {
  app.get('/v1/live-streams', (c) => c.json({ data: liveStreams.list() }));
  app.post('/v1/live-streams', async (c) => {
    const title = await titleOf(c);
    if (title === undefined) return c.text('title must be a text.\n', 400);
    const stream = liveStreams.create(title);
    const ingest = `rtmp://127.0.0.1:1935/live/${randomText()}`;
    return stream
      ? c.json({ data: { ...stream, ingest_url: ingest } }, 201)
      : c.text('There are too many films.\n', 409);
  });
  app.get('/v1/live-streams/:id', (c) => {
    const stream = liveStreams.get(c.req.param('id'));
    return stream ? c.json({ data: stream }) : notFound(c);
  });
  app.delete('/v1/live-streams/:id', (c) =>
    liveStreams.end(c.req.param('id')) ? c.body(null, 204) : notFound(c),
  );
}

function analytics({ videos, views }: StapiAppParts, c: Asked, id: string): Response {
  if (!videos.get(id)) return notFound(c);
  const { views: count, watchSeconds } = views.of(id);
  return c.json({ data: { video_id: id, views: count, watch_seconds: watchSeconds } });
}

function media({ films, files, clock, views }: StapiAppParts, c: Asked, id: string): Response {
  const film = films.get(id);
  if (!film) return notFound(c);
  views.count(id, requestKind(c.req.path));
  const path = c.req.path.slice(`/media/${id}/`.length);
  const range = c.req.header('range') ?? null;
  return filmResponse(files, film, { path, range, now: clock.now() });
}

const notFound = (c: Asked): Response => c.text('There is no such thing.\n', 404);

async function titleOf(c: Asked): Promise<string | undefined> {
  const title = parseJsonObject(await c.req.text())?.['title'];
  return isText(title) && title !== '' ? title : undefined;
}

async function isSmall(request: Request): Promise<boolean> {
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_UPLOAD) return false;
  }
  return true;
}
