import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Credentials } from '../credentials.ts';
import type { FilmFiles } from '../film-files.ts';
import { filmResponse } from '../film-response.ts';
import type { Films } from '../films.ts';
import { isText, parseJsonObject } from '../json-members.ts';
import type { Judged } from '../judgement.ts';
import { servePageAssets } from '../page-assets.ts';
import { embedPage, hashPassPage } from '../html/embed-page.ts';
import { refusal } from '../refusal.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { checkVendorHash } from '../vendor-hash.ts';
import type { Content, ContentType, Contents } from './ibm-contents.ts';
import { contentKey } from './ibm-contents.ts';

export interface IbmEmbedParts {
  readonly clock: SandboxClock;
  readonly contents: Contents;
  readonly credentials: Credentials;
  readonly films: Films;
  readonly files: FilmFiles;
}

type Asked = Context<Judged>;

/** How long one opening of an embed plays. */
const SESSION_MS = 6 * 3_600_000;

const FILES = ['embed.js', 'player-api.js', 'hash-pass.js', 'embed.css'] as const;

/**
 * The vendor's player page with its lock screen, the page that a sign-in returns to, and the media behind them.
 *
 * @see IBM Video Streaming, "Implementing the authentication response". How the player has a response checked and gets its
 * media is not documented: `POST /embed/open` and `/embed/media` are ours.
 */
export function ibmEmbedApp(parts: IbmEmbedParts): Hono<Judged> {
  const app = new Hono<Judged>();
  servePageAssets(app, '/embed/assets', FILES);
  app.get('/embed/hashlock/pass', (c) => c.html(hashPassPage()));
  app.post('/embed/open', (c) => open(parts, c));
  app.get('/embed/media/:type/:id/*', (c) => media(parts, c));
  app.get('/embed/recorded/:id', (c) => embed(parts, c, 'recorded'));
  app.get('/embed/:id', (c) => embed(parts, c, 'channel'));
  return app;
}

function embed({ contents, films }: IbmEmbedParts, c: Asked, type: ContentType): Response {
  const content = contents.get(type, c.req.param('id') ?? '');
  if (!content) return c.text('There is no such content.\n', 404);
  const lock = contents.lock(content);
  const html = embedPage({
    type,
    id: content.id,
    title: content.title,
    live: films.get(content.film)?.kind === 'live',
    ...(lock && {
      lock: {
        url: lock.url,
        message: lock.message ?? null,
        buttonCaption: lock.buttonCaption ?? null,
      },
    }),
  });
  return c.body(html, 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}

/** Opens a content, behind a lock only for a hash that holds. */
async function open({ contents, credentials, clock }: IbmEmbedParts, c: Asked): Promise<Response> {
  c.header('Cache-Control', 'no-store');
  const { type, id, hash } = parseJsonObject(await c.req.text()) ?? {};
  const isKnown = (type === 'channel' || type === 'recorded') && isText(id);
  const content = isKnown ? contents.get(type, id) : undefined;
  if (!content) return c.json({ error: 'not_found' }, 404);
  const lock = contents.lock(content);
  if (!lock) return c.json({ stream: streamOf(credentials, content) });
  if (!isText(hash)) return c.json({ error: 'hash_missing' }, 403);
  const found = checkVendorHash(hash, lock.secret, clock.now() / 1000);
  if (found.verdict !== 'ok') return c.json({ error: `hash_${found.verdict}` }, 403);
  return c.json({ stream: streamOf(credentials, content, found.viewer) });
}

function streamOf(credentials: Credentials, content: Content, viewer?: string): string {
  const key = contentKey(content);
  const grant = { vendor: 'ibm', film: key, lifetimeMs: SESSION_MS } as const;
  const { value } = credentials.mint(viewer === undefined ? grant : { ...grant, viewer });
  return `/embed/media/${key}/master.m3u8?session=${value}`;
}

function media({ contents, films, files, clock }: IbmEmbedParts, c: Asked): Response {
  const type = c.req.param('type') === 'channel' ? 'channel' : 'recorded';
  const content = contents.get(type, c.req.param('id') ?? '');
  const film = content && films.get(content.film);
  if (!content || !film) return c.json({ error: 'not_found' }, 404);
  const refused = refusal(c.env.judgement);
  if (refused) return refused;
  const session = c.req.query('session') ?? '';
  return filmResponse(files, film, {
    path: c.req.path.slice(`/embed/media/${contentKey(content)}/`.length),
    range: c.req.header('range') ?? null,
    now: clock.now(),
    // The player requests children by itself, so each is named with the session in it.
    print: (uri) => `${uri}?session=${encodeURIComponent(session)}`,
  });
}
