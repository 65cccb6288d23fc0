import type { ApiClock, SecretInput, Store, VendorApiOptions } from '@playgate/server';
import type { AuthorizationServerOptions } from './authorization/authorization-server.ts';
import type { RefreshRole, SessionAudit } from './session-event.ts';
import type { SessionLimit } from './limit/session-limit.ts';

/** Options of `createSessions`. */
export interface SessionOptions
  extends
    AuthorizationServerOptions,
    Pick<VendorApiOptions, 'fetch' | 'onCall' | 'random' | 'retries'> {
  /** Of a confidential client. */
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** How the client says who it is: HTTP Basic, or both in the body. Default `basic`. */
  readonly authMethod?: 'basic' | 'post';
  /**
   * Where `callback` answers, letter by letter as registered. Its scheme says whether cookies are `Secure`: http is for loopback alone, and
   * loopback is for development.
   */
  readonly redirectUri: string;
  /** Whether this is development: only then may the redirect URI lead to this machine. Default: unless `NODE_ENV` is `production`. */
  readonly development?: boolean;
  /** Separated by spaces, `openid` among them. Default `openid`. */
  readonly scope?: string;
  /**
   * What access tokens are to be for (RFC 8707): a resource, or several, of which the first is that of the session's own tokens. Default: what
   * the authorization server decides.
   */
  readonly resource?: string | readonly string[];
  /** Further parameters of the request for a code, such as `prompt` or `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The origins whose pages may call `signOut`, `session` and token handlers, as in `createPassHandler`. */
  readonly origins: readonly string[];
  /** Shared by all instances, such as `redisStore(…)`; `memoryStore()` is for one instance alone. */
  readonly store: Store;
  /**
   * What sessions are encrypted with: secrets of at least 32 random bytes. The first encrypts, all decrypt. To change the key, put a new
   * one first, and drop the old one after the longest session. After a compromise drop it at once: all its sessions end.
   */
  readonly keys: readonly SecretInput[];
  /** What of the ID token the session remembers, and `session` tells the page. Default: nothing. */
  readonly claims?: (
    idToken: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>>;
  /** How long a session lasts in which the viewer does nothing, in seconds. Default 86 400: a day. */
  readonly idleSeconds?: number;
  /** How long a session lasts at most, in seconds, from 1 to 34 560 000: 400 days. Default 2 592 000: 30 days. */
  readonly absoluteSeconds?: number;
  /** Where viewers go after a sign-in that names no page of this origin: a path. Default `/`. */
  readonly afterSignIn?: string;
  /** Where they go after one that failed: a path, to which `?code=` is added. Default: a plain page. */
  readonly afterFailure?: string;
  /** Where the authorization server shall send them after it has signed them out, too: as registered there. Default: it is not told. */
  readonly afterSignOut?: string;
  /** The session cookie's name, without prefix. Default `playgate-session`. */
  readonly cookieName?: string;
  /**
   * Default `Strict`. With it, the first page after a sign-in is fetched without the cookie, since another site led there; what that page
   * fetches has it. `Lax` is for applications that render pages for the viewer on the server.
   */
  readonly sameSite?: 'Strict' | 'Lax';
  /** How long a request to the authorization server may take, in milliseconds. Default 20 000: an answer that is not waited for may hold the only good refresh token. */
  readonly timeoutMs?: number;
  /**
   * Asked before a sign-in begins, which anybody may: `createRateLimit` with `perAddress`, for example. Default: `maxSignIns` alone.
   */
  readonly limit?: SessionLimit;
  /** How many sign-ins may begin in ten minutes, from 1 to 1 000 000: each is kept as long, finished or not. Default 20 000. */
  readonly maxSignIns?: number;
  /** After how many milliseconds another instance may take over a refresh or a sign-in that does not end. Default `timeoutMs` and 5000. */
  readonly takeOverMs?: number;
  readonly audit?: SessionAudit;
  /** Hears how each caller came to an access token when a new one was due: for counters. */
  readonly onRefresh?: (role: RefreshRole) => void;
  /** Default: the system's. */
  readonly clock?: ApiClock;
  /** Makes correlation ids. Default: random UUIDs. */
  readonly newId?: () => string;
}
