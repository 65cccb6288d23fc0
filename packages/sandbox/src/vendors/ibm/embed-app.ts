import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Credentials } from '../../credentials/credentials.ts';
import type { FilmFiles } from '../../films/film-files.ts';
import { filmResponse } from '../../films/film-response.ts';
import type { Films } from '../../films/films.ts';
import { embedPage, hashPassPage } from './html/embed-page.ts';
import type { EmbedData } from './html/embed-page.ts';
import { isText, parseJsonObject } from '../../json-members.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { servePageAssets } from '../../html/page-assets.ts';
import { refusal } from '../../credentials/refusal.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { checkVendorHash } from '../../credentials/vendor-hash.ts';
import type { Content, ContentType } from './contents.ts';
import { contentKey, findContent } from './contents.ts';
import type { HashLock } from './hash-lock.ts';
import { withoutParam } from './page-url.ts';
import type { OnRefusedToken } from './send-to-sign-in.ts';
import { sendToSignIn, tokenOf } from './send-to-sign-in.ts';
import type { Settings } from './settings.ts';
import type { ViewerAuth } from './viewer-auth.ts';
import type { ViewerGate } from './viewer-gate.ts';

export interface EmbedParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly films: Films;
  readonly files: FilmFiles;
  readonly locks: Settings<HashLock>;
  readonly viewerAuth: Settings<ViewerAuth>;
  readonly gate: ViewerGate;
  readonly onRefused: () => OnRefusedToken;
}

type Asked = Context<Judged>;

/** How long one opening of an embed plays. */
const SESSION_MS = 6 * 3_600_000;

const FILES = ['embed.js', 'player-api.js', 'hash-pass.js', 'embed.css'] as const;

/**
 * The vendor's player page with its lock screen, the page that a sign-in returns to, and the media behind them.
 *
 * @see IBM Video Streaming, "Implementing the authentication response", "Viewer Authentication Token". How the player has a response
 * checked and gets its media is not documented: `POST /embed/open` and `/embed/media` are ours. Nor is which of the two locks counts
 * where both are set: here the newer.
 */
export function embedApp(parts: EmbedParts): Hono<Judged> {
  const app = new Hono<Judged>();
  servePageAssets(app, '/embed/assets', FILES);
  app.get('/embed/hashlock/pass', (c) => c.html(hashPassPage()));
  app.post('/embed/open', (c) => open(parts, c));
  app.get('/embed/media/:type/:id/*', (c) => media(parts, c));
  app.get('/embed/recorded/:id', (c) => embed(parts, c, 'recorded'));
  app.get('/embed/:id', (c) => embed(parts, c, 'channel'));
  return app;
}

function embed(parts: EmbedParts, c: Asked, type: ContentType): Response {
  const { films, locks, viewerAuth, gate, credentials, onRefused } = parts;
  const content = findContent(type, c.req.param('id') ?? '');
  if (!content) return c.text('There is no such content.\n', 404);
  const { id, title, film } = content;
  const data = { type, id, title, live: films.get(film)?.kind === 'live' };
  const auth = viewerAuth.effective(content);
  const token = auth && gate.open('player', content, tokenOf(c));
  if (!auth || !token) return player(c, { ...data, ...screenOf(locks.effective(content)) });
  if ('fault' in token)
    return sendToSignIn(c, auth, { fault: token.fault, onRefused: onRefused() });
  const again = withoutParam(c.req.url, 'vt');
  return player(c, { ...data, again, stream: streamOf(credentials, content, token.subject) });
}

const player = (c: Asked, data: EmbedData): Response =>
  c.body(embedPage(data), 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });

function screenOf(lock: HashLock | undefined): Pick<EmbedData, 'lock'> {
  if (!lock) return {};
  const { url, message = null, buttonCaption = null } = lock;
  return { lock: { url, message, buttonCaption } };
}

/** Opens a content, behind a lock only for a hash that holds. */
async function open(parts: EmbedParts, c: Asked): Promise<Response> {
  const { locks, viewerAuth, credentials, clock } = parts;
  c.header('Cache-Control', 'no-store');
  const { type, id, hash } = parseJsonObject(await c.req.text()) ?? {};
  const isKnown = (type === 'channel' || type === 'recorded') && isText(id);
  const content = isKnown ? findContent(type, id) : undefined;
  if (!content) return c.json({ error: 'not_found' }, 404);
  if (viewerAuth.effective(content)) return c.json({ error: 'token_missing' }, 403);
  const lock = locks.effective(content);
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

function media({ films, files, clock }: EmbedParts, c: Asked): Response {
  const type = c.req.param('type') === 'channel' ? 'channel' : 'recorded';
  const content = findContent(type, c.req.param('id') ?? '');
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
