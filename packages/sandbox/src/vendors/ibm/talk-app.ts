import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Credentials } from '../../credentials/credentials.ts';
import { talkPage } from './html/talk-page.ts';
import type { Judged } from '../../credentials/judgement.ts';
import { servePageAssets } from '../../html/page-assets.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { checkVendorHash } from '../../credentials/vendor-hash.ts';
import type { Content } from './contents.ts';
import { findContent } from './contents.ts';
import type { HashLock } from './hash-lock.ts';
import { addQuery } from './page-url.ts';
import type { OnRefusedToken } from './send-to-sign-in.ts';
import { sendToSignIn, tokenOf } from './send-to-sign-in.ts';
import type { Settings } from './settings.ts';
import type { ViewerAuth } from './viewer-auth.ts';
import type { ViewerGate } from './viewer-gate.ts';

export interface TalkParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly locks: Settings<HashLock>;
  readonly viewerAuth: Settings<ViewerAuth>;
  readonly gate: ViewerGate;
  readonly onRefused: () => OnRefusedToken;
}

/** The components beside the player. */
export const TALKS = ['chat', 'qna'] as const;

export type Talk = (typeof TALKS)[number];

type Asked = Context<Judged>;

/** How long one opening lasts. */
const SESSION_MS = 3_600_000;

/**
 * A channel's chat and its Q&A, behind the locks of the channel. They show who was let in, and nothing else.
 *
 * @see IBM Video Streaming, "Using viewer authentication with other services". The paths of the chat stand there; that those of the
 * Q&A are alike is our guess.
 */
export function talkApp(parts: TalkParts): Hono<Judged> {
  const app = new Hono<Judged>();
  servePageAssets(app, '/talk/assets', ['talk.js']);
  for (const talk of TALKS) {
    app.get(`/${talk}/authorize/:id`, (c) => authorize(parts, c, talk));
    app.get(`/${talk}/:id`, (c) => show(parts, c, talk));
  }
  return app;
}

function show(parts: TalkParts, c: Asked, talk: Talk): Response {
  const content = findContent('channel', c.req.param('id') ?? '');
  if (!content) return c.text('There is no such channel.\n', 404);
  const auth = parts.viewerAuth.effective(content);
  const token = auth && parts.gate.open(talk, content, tokenOf(c));
  if (auth && token && 'fault' in token)
    return sendToSignIn(c, auth, { fault: token.fault, onRefused: parts.onRefused() });
  if (token && 'subject' in token) return page(c, talk, { viewer: token.subject });
  const lock = parts.locks.effective(content);
  if (!lock) return page(c, talk, { viewer: null });
  const isOpen = sessionIs(parts, c, `${talk}/${content.id}`);
  return isOpen ? page(c, talk, { viewer: 'signed in' }) : asked(c, talk, content, lock);
}

/** Where a sign-in returns to: the address that went along as `hashConsumer`. */
function authorize(parts: TalkParts, c: Asked, talk: Talk): Response {
  const content = findContent('channel', c.req.param('id') ?? '');
  const lock = content && parts.locks.effective(content);
  const resource = content && `/${talk}/${content.id}`;
  if (!lock || !resource || c.req.query('resource') !== resource)
    return c.text('There is nothing to return to.\n', 404);
  const hash = c.req.query('hash') ?? '';
  if (hash === 'false' || hash === '"false"') return page(c, talk, { denied: true });
  const found = checkVendorHash(hash, lock.secret, parts.clock.now() / 1000);
  // A bad or expired answer is asked for again.
  if (found.verdict !== 'ok') return c.redirect(entryUrl(c, talk, content, lock));
  const film = resource.slice(1);
  const grant = { vendor: 'ibm', film, lifetimeMs: SESSION_MS } as const;
  const { viewer } = found;
  const { value } = parts.credentials.mint(viewer === undefined ? grant : { ...grant, viewer });
  return c.redirect(addQuery(resource, { session: value }));
}

const asked = (c: Asked, talk: Talk, content: Content, lock: HashLock): Response =>
  page(c, talk, { entryUrl: entryUrl(c, talk, content, lock) });

function entryUrl(c: Asked, talk: Talk, { id }: Content, lock: HashLock): string {
  const { origin } = new URL(c.req.url);
  const resource = encodeURIComponent(`/${talk}/${id}`);
  return addQuery(lock.url, {
    ustreamContentType: 'channel',
    ustreamContentId: id,
    hashConsumer: `${origin}/${talk}/authorize/${id}?resource=${resource}`,
  });
}

function sessionIs({ credentials }: TalkParts, c: Asked, film: string): boolean {
  const finding = credentials.judge(c.req.query('session'), { vendor: 'ibm', film });
  return finding.verdict === 'ok';
}

function page(c: Asked, talk: Talk, data: Parameters<typeof talkPage>[1]): Response {
  c.header('Cache-Control', 'no-store');
  return c.html(talkPage(talk === 'chat' ? 'Chat' : 'Q&A', data));
}
