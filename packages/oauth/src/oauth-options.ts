import type { AuthorizationServer } from 'oauth4webapi';
import { browser } from './browser.ts';
import type { OAuthEnvironment } from './environment.ts';
import { compilePrefix, isThisMachine, parseTrusted } from './server/trusted-url.ts';
import { OAuthError } from './oauth-error.ts';
import type { OAuthEvent } from './oauth-event.ts';
import { withoutPrototype } from './without-prototype.ts';

/** An authorization server, and how this application is registered with it: as a public client. */
export interface OAuthOptions {
  /** What the server calls itself. An https URL, as are the others; http on loopback only. */
  readonly issuer: string;
  /** What its discovery document would say (RFC 8414). Absent: that document is loaded, once. */
  readonly metadata?: AuthorizationServer;
  /** Where that document is: `oidc` (default) or `oauth2` (RFC 8414, section 3). */
  readonly discovery?: 'oidc' | 'oauth2';
  readonly clientId: string;
  /** The address of this application that calls `callback()`. On loopback only while the page is, too. */
  readonly redirectUri: string;
  /** Separated by spaces. With `openid`, an ID token is demanded and checked. */
  readonly scope?: string;
  /** The resource that tokens are for (RFC 8707). */
  readonly resource?: string;
  /** Further parameters of each request for a code. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where the server sends a viewer who signed out there. */
  readonly postLogoutRedirectUri?: string;
  /** Where `fetch` attaches the token: origins, or origins with a path. Default: the origin of `redirectUri`. */
  readonly urls?: readonly string[];
  /** Binds tokens to a key of this browser that cannot be exported (RFC 9449). Default false. */
  readonly dpop?: boolean;
  /**
   * Where the refresh token is kept. `memory` (default): a reload or a new tab signs in again, through the server's own session.
   * `indexeddb`: they go on, and all tabs share one session; a script that runs in the page can read it there.
   */
  readonly refreshTokenStorage?: 'memory' | 'indexeddb';
  /** How long a request to the server may take, in milliseconds. 1000 to 120,000; default 20,000: given up too early, a refresh costs the session. */
  readonly timeoutMs?: number;
  /** What happens beside what calls return. What it throws is reported as uncaught. */
  readonly onEvent?: (event: OAuthEvent) => void;
  /** What to use in place of the browser's own. For tests. */
  readonly environment?: Partial<OAuthEnvironment>;
}

/** The options, checked. */
export interface OAuthSettings {
  readonly options: OAuthOptions;
  readonly environment: OAuthEnvironment;
  /** The application's own origin. */
  readonly origin: string;
  /** Names what this client stores. */
  readonly key: string;
  readonly timeoutMs: number;
  readonly isOpenId: boolean;
  readonly isShared: boolean;
  readonly carriesToken: (url: string) => boolean;
}

/** @throws {OAuthError} `config`, naming the option. */
export function readOptions(given: OAuthOptions): OAuthSettings {
  const options = withoutPrototype({ ...given });
  const environment = { ...browser(), ...options.environment };
  const { issuer, clientId, redirectUri, timeoutMs = 20_000, scope = '' } = options;
  if (!parseTrusted(issuer)) throw wrong('issuer', URL_RULE);
  const redirect = parseTrusted(redirectUri);
  if (!redirect || redirect.hash) throw wrong('redirectUri', URL_RULE);
  // Whatever listens there on a viewer's machine would get the code.
  if (isThisMachine(redirect) && isElsewhere(environment.page.href()))
    throw wrong('redirectUri', 'on loopback, and the page is not');
  if (!clientId) throw wrong('clientId', 'missing');
  if (!(timeoutMs >= 1000 && timeoutMs <= 120_000))
    throw wrong('timeoutMs', 'not within 1000 and 120,000');
  const matchers = (options.urls ?? [redirect.origin]).map((url) => {
    const matcher = compilePrefix(url);
    if (!matcher) throw wrong('urls', URL_RULE);
    return matcher;
  });
  return {
    options,
    environment,
    origin: redirect.origin,
    key: `playgate:oauth:${clientId}@${issuer}`,
    timeoutMs,
    isOpenId: scope.split(' ').includes('openid'),
    isShared: options.refreshTokenStorage === 'indexeddb',
    carriesToken: (url) => matchers.some((matches) => matches(url)),
  };
}

/** A page that a viewer loaded from a server of the application. */
const isElsewhere = (page: string): boolean => {
  const url = parseTrusted(page);
  return url !== undefined && !isThisMachine(url);
};

const URL_RULE = 'no https URL (http: loopback only), or has a user, query or fragment';

const wrong = (option: string, how: string): OAuthError =>
  new OAuthError('config', `${option} is wrong: ${how}.`);
