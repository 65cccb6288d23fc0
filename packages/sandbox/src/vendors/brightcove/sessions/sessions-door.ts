import type { Context } from 'hono';
import { Hono } from 'hono';
import { bearerOf } from '../../../credentials/credential-class.ts';
import { isText, parseJsonObject } from '../../../json-members.ts';
import type { Account } from '../account/account.ts';
import type { Denial } from '../denial.ts';
import type { Door, Finding, Found } from '../door.ts';
import type { ViewerTokens } from '../token/viewer-tokens.ts';
import type { StreamSession, StreamSessions } from './stream-sessions.ts';

export interface SessionsParts {
  readonly account: Account;
  readonly tokens: ViewerTokens;
  readonly sessions: StreamSessions;
}

const PATH = /^\/api\/v1\/accounts\/([^/]+)\/sessions(\/|$)/;

/**
 * Generic stream concurrency: a viewer's places tell that they play, and hear when there are too many. The token carries who the viewer is
 * (`uid`), which place it is (`sid`) and how many there may be (`climit`).
 *
 * @see Brightcove, "Generic stream concurrency", and its OpenAPI file.
 */
export function sessionsDoor(parts: SessionsParts): Door {
  const app = sessionsApp(parts);
  return {
    name: 'sessions',
    opens: (_, { pathname }) => PATH.test(pathname),
    judge: (request, url) => judge(parts, request, url),
    serve: async (request, finding) => app.fetch(request, { finding }),
    refuse,
  };
}

const INVALID_TOKEN: Denial = {
  ...{ status: 401, code: 'INVALID_TOKEN', subcode: 'INVALID_TOKEN', message: 'Invalid token' },
};

const denied = (subcode: string, message: string): Denial => ({
  ...{ status: 403, code: 'ACCESS_DENIED', subcode, message },
});

const MAX_CONCURRENCY = denied(
  'MAX_CONCURRENCY',
  'Playback denied due to reaching max allowed concurrency',
);

const NO_SESSION: Denial = { status: 404, code: 'NOT_FOUND', subcode: 'SESSION_NOT_FOUND' };

const refuse = ({ status, code, subcode = code, message = '' }: Denial): Response =>
  Response.json(
    { error: { code, sub_code: subcode, message } },
    { status, headers: { 'Cache-Control': 'no-store' } },
  );

function judge({ account, tokens }: SessionsParts, request: Request, url: URL): Finding {
  const bearer = bearerOf(request);
  const viewer = tokens.judge(bearer === '' ? '?' : bearer, 'playback');
  const [, accountId] = PATH.exec(url.pathname) ?? [];
  const isOwn = accountId === account.settings.id;
  const { generation } = viewer;
  const verdict = viewer.verdict === 'ok' && !isOwn ? 'wrong' : viewer.verdict;
  const { uid, sid, climit } = viewer.claims ?? {};
  const isWhole = uid !== undefined && sid !== undefined && climit !== undefined;
  const whole = isWhole ? undefined : denied('MISSING_CLAIM', 'uid, sid and climit are needed.');
  const denial = verdict === 'ok' ? whole : INVALID_TOKEN;
  return {
    judgement: {
      credential: bearer === undefined ? 'none' : 'bearer',
      ...(generation !== undefined && { generation }),
      verdict,
    },
    viewer,
    ...(denial && { denial }),
  };
}

type Asked = Context<Found>;

function sessionsApp(parts: SessionsParts): Hono<Found> {
  const { account, sessions } = parts;
  const base = '/api/v1/accounts/:account/sessions';
  const app = new Hono<Found>();
  app.use(async (c, next) => {
    const { denial } = c.env.finding;
    if (denial) return refuse(denial);
    return account.settings.streamConcurrency ? next() : c.body(null, 204);
  });
  app.post(base, async (c) => {
    const { video } = parseJsonObject(await c.req.text()) ?? {};
    if (!isText(video)) return refuse(denied('MISSING_FIELD', 'video is needed.'));
    return beat(parts, c);
  });
  app.get(base, (c) => {
    const { uid } = claimsOf(c);
    const list = sessions.ofViewer(uid).map((session) => printSession(uid, session));
    return c.json(
      account.settings.sessionList === 'array' ? list : Object.fromEntries(Object.entries(list)),
    );
  });
  app.delete(base, (c) => {
    const { uid, sid } = claimsOf(c);
    return sessions.release(uid, sid) ? c.body(null, 204) : refuse(NO_SESSION);
  });
  // The older form: any session of the viewer.
  app.delete(`${base}/:sid`, (c) =>
    sessions.stop(claimsOf(c).uid, c.req.param('sid')) ? c.body(null, 204) : refuse(NO_SESSION),
  );
  app.notFound(() => refuse({ status: 405, code: 'METHOD_NOT_ALLOWED' }));
  return app;
}

function beat({ account, sessions }: SessionsParts, c: Asked): Response {
  const { uid, sid, climit } = claimsOf(c);
  const current = sessions.beat(uid, sid, climit);
  if (current === 'MAX_CONCURRENCY') return refuse(MAX_CONCURRENCY);
  if (current === 'SESSION_STOPPED')
    return refuse(denied('SESSION_STOPPED', 'The session was stopped.'));
  const { heartbeatMs } = account.settings;
  return c.json({ current, max: climit, heartbeat_interval: heartbeatMs });
}

/** There are no requests without them behind the door. */
function claimsOf(c: Asked) {
  const { uid = '', sid = '', climit = 0 } = c.env.finding.viewer?.claims ?? {};
  return { uid, sid, climit };
}

const printSession = (uid: string, { sid, lastSeenMs, stopped }: StreamSession) => ({
  ...{ end_viewer_id: uid, session_id: sid, last_seen: lastSeenMs, stopped },
});
