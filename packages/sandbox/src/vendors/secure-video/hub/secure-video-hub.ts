import type { Context } from 'hono';
import { Hono } from 'hono';
import { cookieOf } from '../../../credentials/credential-class.ts';
import type { HubData } from '../../../html/secure-video-page.ts';
import { hubPage } from '../../../html/secure-video-page.ts';
import { servePageAssets } from '../../../html/page-assets.ts';
import type { AddressList } from '../api/address-list.ts';
import type { CodeGuard } from './code-guard.ts';
import { htmlAnswer } from './html-answer.ts';
import { DASHBOARD_PATH, SIGN_OUT_PATH } from './hub-paths.ts';
import type { Login, Logins } from '../account/logins.ts';
import type { Session, Sessions } from '../account/sessions.ts';
import type { Users } from '../account/users.ts';

export interface SecureVideoHubParts {
  readonly addresses: AddressList;
  readonly guard: CodeGuard;
  readonly logins: Logins;
  readonly now: () => number;
  readonly sessions: Sessions;
  readonly users: Users;
}

const COOKIE = 'sandbox_securevideo';

/**
 * The vendor's pages for people: signing in by a login URI, the dashboard behind it, and joining by a code.
 *
 * @see SecureVideo, "API - Login", "API - Passkeys", "Auto-Start for One-Click Sessions".
 */
export function secureVideoHub(parts: SecureVideoHubParts): Hono {
  const app = new Hono({ getPath: ({ url }) => new URL(url).pathname.toLowerCase() });
  servePageAssets(app, '/assets', ['secure-video.css', 'secure-video.js']);
  app.get('/account/autologin/:auto', (c) => open(parts, c.req.param('auto').replace('auto=', '')));
  app.get(DASHBOARD_PATH.toLowerCase(), (c) => dashboard(parts, c));
  app.post(SIGN_OUT_PATH.toLowerCase(), (c) => signOut(parts, c));
  app.get('/pass/join/:code', (c) => join(parts, c));
  app.notFound(() => show({ kind: 'notice', title: 'Nothing here', text: 'Check the link.' }, 404));
  return app;
}

const show = (data: HubData, status = 200): Response => htmlAnswer(hubPage(data), status);

const NO_LOGIN: HubData = {
  kind: 'notice',
  title: 'You are not signed in',
  text: 'Go back to where you came from and sign in there.',
};

const goTo = (location: string, cookie: string): Response =>
  new Response(null, {
    status: 302,
    headers: {
      Location: location,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Set-Cookie': `${COOKIE}=${cookie}; Path=/; HttpOnly; SameSite=Lax`,
    },
  });

/** A login that is over leads back at once. */
function open({ logins }: SecureVideoHubParts, guid: string): Response {
  const login = logins.get(guid);
  if (!login) return show(NO_LOGIN, 404);
  const cookie = logins.open(login);
  return cookie === undefined ? goTo(login.returnUrl, '') : goTo(DASHBOARD_PATH, cookie);
}

const loginOf = ({ logins }: SecureVideoHubParts, c: Context): Login | undefined =>
  logins.byCookie(cookieOf(c.req.raw, COOKIE) ?? '');

function dashboard(parts: SecureVideoHubParts, c: Context): Response {
  const login = loginOf(parts, c);
  if (!login) return show(NO_LOGIN, 401);
  const user = parts.users.get(login.userId);
  if (!parts.logins.touch(login) || !user) return goTo(login.returnUrl, '');
  const sessions = parts.sessions.active().filter(({ userId }) => userId === user.id);
  return show({
    kind: 'dashboard',
    who: user.fields.FullName,
    sessions: sessions.map((session) => ({
      atMs: session.scheduledAtMs,
      people: peopleOf(session),
    })),
    signOut: SIGN_OUT_PATH,
  });
}

const peopleOf = ({ participants }: Session) =>
  participants.map(({ fullName, connectedAtMs }) => ({
    name: fullName,
    isHere: connectedAtMs !== undefined,
  }));

function signOut(parts: SecureVideoHubParts, c: Context): Response {
  const login = loginOf(parts, c);
  if (!login) return show(NO_LOGIN, 401);
  parts.logins.end(login);
  return goTo(login.returnUrl, '');
}

/** Joins by a code, if need be with its passkey. Wrong ones are counted against the address. */
function join({ addresses, guard, now, sessions }: SecureVideoHubParts, c: Context): Response {
  if (guard.isBlocked(addresses.caller))
    return show(
      {
        kind: 'notice',
        title: 'This address is blocked',
        text: 'Too many wrong codes came from it. Ask the support team to lift this.',
      },
      403,
    );
  const code = c.req.param('code') ?? '';
  const found = /^[1-9]\d{8}$/.test(code) ? sessions.byCode(Number(code)) : undefined;
  const { passkey, launch } = c.req.query();
  if (!found || (found.participant.passkey ?? passkey) !== passkey) {
    guard.wrong(addresses.caller);
    return show(
      { kind: 'notice', title: 'This code opens nothing', text: 'Check the code and its session.' },
      404,
    );
  }
  const { participant, session } = found;
  participant.connectedAtMs ??= now();
  return show({
    kind: 'joined',
    who: participant.fullName,
    atMs: session.scheduledAtMs,
    people: peopleOf(session),
    isLaunched: launch === '1',
  });
}
