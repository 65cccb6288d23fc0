import { answerCall } from './answer/answer-call.ts';
import { answerVisit } from './answer/answer-visit.ts';
import { backChannelLogout } from './sign-out/back-channel-logout.ts';
import { beginSignIn } from './sign-in/begin-sign-in.ts';
import { describeSession } from './answer/describe-session.ts';
import { finishSignIn } from './sign-in/finish-sign-in.ts';
import { readSession } from './read-session.ts';
import type { RefreshParts } from './tokens/refresh-session.ts';
import { timeOfMark } from './sign-out/revocations.ts';
import type { Session } from './session.ts';
import type { SessionOptions } from './session-options.ts';
import { readSessionOptions } from './session-settings.ts';
import type { SessionSettings } from './session-settings.ts';
import { sessionTag } from './store/session-tag.ts';
import { createSessionTokens } from './tokens/session-tokens.ts';
import { signOut } from './sign-out/sign-out.ts';
import { createSignIns } from './sign-in/sign-ins.ts';
import { tokenHandler } from './tokens/token-handler.ts';
import type { TokenHandlerOptions } from './tokens/token-handler.ts';
import { createKeySet } from './verify/key-set.ts';

/** A fetch-standard handler. */
export type Handler = (request: Request) => Promise<Response>;

/** Sign-in and sessions of one application. */
export interface Sessions {
  /** GET, opened as a page: leads to the authorization server. `?returnTo=/path` says where to go afterwards. */
  readonly signIn: Handler;
  /** GET at the redirect URI: opens the session and leads on. Answers 204 to a browser that only looks ahead. */
  readonly callback: Handler;
  /** POST with X-Playgate: 1. `{ signed_out: true, continue_at? }`; `continue_at` is where to send the browser with `afterSignOut`. */
  readonly signOut: Handler;
  /** GET with X-Playgate: 1. `{ signed_in, viewer?, claims?, expires_in?, issued_at? }`, times in seconds; no token. */
  readonly session: Handler;
  /** POST by the authorization server: OpenID Connect Back-Channel Logout. */
  readonly backChannelLogout: Handler;
  /**
   * Makes a handler that gives pages an access token of the viewer's: POST with X-Playgate: 1 and JSON, `{ fresh?: true }` where the media
   * server refuses the one before. `{ token, expires_in, issued_at }`, times in seconds. Without such a handler no page gets any.
   *
   * @throws {ServerError} `config`, naming the option.
   */
  tokenHandler(options: TokenHandlerOptions): Handler;
  /**
   * The session of a request, for `decide`.
   *
   * @returns `undefined`: nobody is signed in.
   * @throws {ServerError} `store_unavailable`: to be answered 503, as the pass handler does.
   */
  read(request: Request): Promise<Session | undefined>;
  /**
   * Ends all sessions of a viewer, also those that are being begun. The tokens of each are ended at the authorization server when its browser
   * comes by. Passes that are given already last as long as they last.
   *
   * @throws {ServerError} `store_unavailable`
   */
  revokeAll(viewer: string): Promise<void>;
  /**
   * Whether a viewer's sessions were revoked after that time, in milliseconds since 1970, or up to 30 seconds before, since other servers'
   * clocks may be ahead: for what is no session, such as a Bearer token and its `issuedAt`.
   *
   * @throws {ServerError} `store_unavailable`
   */
  isRevoked(viewer: string, since: number): Promise<boolean>;
}

/**
 * Sign-in by a backend that keeps the tokens to itself: a confidential client with PKCE, an opaque cookie, and sessions that lie encrypted
 * in a store that all instances share.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see RFC 10017 (OAuth 2.0 for Browser-Based Applications), section 6.2: the token-mediating backend; RFC 9700.
 */
export function createSessions(options: SessionOptions): Sessions {
  const settings = readSessionOptions(options);
  const { store, sealer, revocations, tell } = settings;
  const signIns = createSignIns(store, sealer);
  const tokensOf = createSessionTokens({ ...settings, tell: aboutSession(settings) });
  const keys = createKeySet(settings.server, settings.api);
  return {
    signIn: (request) =>
      answerVisit(request, settings, (context) => beginSignIn(request, context, settings, signIns)),
    callback: (request) =>
      answerVisit(request, settings, (context) =>
        finishSignIn(request, context, settings, signIns),
      ),
    signOut: (request) =>
      answerCall(request, 'POST', settings, (context) => signOut(request, context, settings)),
    session: (request) =>
      answerCall(request, 'GET', settings, () => describeSession(request, settings)),
    backChannelLogout: (request) => backChannelLogout(request, settings, keys),
    tokenHandler: (wanted) => tokenHandler(wanted, settings, tokensOf),
    read: (request) => readSession(request, settings, tokensOf),
    async revokeAll(viewer) {
      await revocations.mark({ viewer });
      await tell('revoked', { viewer });
    },
    async isRevoked(viewer, since) {
      const mark = await revocations.markOf({ viewer });
      return mark !== undefined && since <= timeOfMark(mark) + CLOCKS_APART_MS;
    },
  };
}

const CLOCKS_APART_MS = 30_000;

function aboutSession({ tell }: SessionSettings): RefreshParts['tell'] {
  return (type, { key, record }, details) =>
    tell(type, { viewer: record.viewer, session: sessionTag(key), ...details });
}
