import { ServerError, systemClock } from '@playgate/server';
import type { ApiClock, Clock, Deny, Store, VendorApiOptions } from '@playgate/server';
import { parseOrigins } from '@playgate/server/handlers';
import {
  createOAuthClient,
  createOAuthTransport,
  parseApiUrl,
  readConfidentialClient,
} from '@playgate/server/oauth';
import type { OAuthClient } from '@playgate/server/oauth';
import { AUTHORIZATION } from './authorization/authorization-name.ts';
import { authorizationServer } from './authorization/authorization-server.ts';
import type { Metadata } from './authorization/authorization-server.ts';
import { createCookie } from './answer/cookies.ts';
import type { Cookie } from './answer/cookies.ts';
import { guardedStore } from './store/guarded-store.ts';
import { isThisMachine } from './authorization/is-this-machine.ts';
import { createRateLimit } from './limit/rate-limit.ts';
import { readReturnTo } from './sign-in/return-to.ts';
import { createRevocations } from './sign-out/revocations.ts';
import type { Revocations } from './sign-out/revocations.ts';
import { createSealer } from './store/sealer.ts';
import type { Sealer } from './store/sealer.ts';
import type { SessionEvent, SessionEventType } from './session-event.ts';
import type { SessionLimit } from './limit/session-limit.ts';
import type { SessionOptions } from './session-options.ts';
import { createSessionRecords } from './store/session-records.ts';
import type { SessionRecords } from './store/session-records.ts';
import { SIGN_IN_MS } from './sign-in/sign-ins.ts';

/** The options, checked and complete, and what is made of them. */
export interface SessionSettings {
  readonly clientId: string;
  readonly redirectUri: string;
  /** Of the redirect URI, and so of the application. */
  readonly origin: string;
  readonly scope: string;
  /** The first is that of the session's own tokens. */
  readonly resources: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly origins: readonly string[];
  readonly claims: NonNullable<SessionOptions['claims']>;
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly timeoutMs: number;
  readonly takeOverMs: number;
  readonly limit: SessionLimit;
  /** Counts one more sign-in that begins. */
  readonly capacity: () => Promise<Deny | undefined>;
  /** Absolute. */
  readonly afterSignIn: string;
  readonly afterFailure?: string;
  readonly afterSignOut?: string;
  readonly sameSite: 'Strict' | 'Lax';
  readonly cookie: Cookie;
  readonly signInCookie: Cookie;
  readonly onRefresh: NonNullable<SessionOptions['onRefresh']>;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly records: SessionRecords;
  readonly revocations: Revocations;
  readonly server: Metadata;
  readonly oauth: OAuthClient;
  readonly api: VendorApiOptions & { readonly clock: ApiClock };
  readonly clock: ApiClock;
  readonly newId: () => string;
  readonly tell: Tell;
}

/** Tells the audit. */
export type Tell = (
  type: SessionEventType,
  details?: Omit<SessionEvent, 'at' | 'type' | 'correlationId'> & {
    readonly correlationId?: string;
  },
) => Promise<void>;

const LONGEST_SECONDS = 34_560_000;
const COOKIE_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws {ServerError} `config`, naming the option. */
export function readSessionOptions(options: SessionOptions): SessionSettings {
  const { clock = systemClock, newId = () => crypto.randomUUID() } = options;
  const { protocol, origin } = readRedirectUri(options);
  const lifetimes = readLifetimes(options);
  const names = readNames(options);
  const api = apiOptions(options, clock, newId, lifetimes.timeoutMs);
  const store = guardedStore(options.store);
  const sealer = createSealer(options.keys, 'keys');
  const server = authorizationServer(options, api);
  const confidential = readConfidentialClient({ ...options, clock });
  const isHttps = protocol === 'https:';
  return {
    ...{ origin, server, api, clock, newId, store, sealer, ...lifetimes, ...names },
    clientId: options.clientId,
    redirectUri: options.redirectUri,
    resources: [options.resource ?? []].flat(),
    limit: options.limit ?? (() => undefined),
    capacity: signInCapacity(options, store, clock),
    parameters: options.parameters ?? {},
    origins: parseOrigins(options.origins, 'origins'),
    claims: options.claims ?? (() => ({})),
    ...readPlaces(options, origin),
    cookie: createCookie(names.cookieName, isHttps),
    signInCookie: createCookie(`${names.cookieName}-sign-in`, isHttps),
    onRefresh: options.onRefresh ?? (() => {}),
    records: createSessionRecords({ store, sealer, clock, idleMs: lifetimes.idleMs }),
    revocations: createRevocations(store, clock, lifetimes.absoluteMs),
    oauth: createOAuthClient({
      ...AUTHORIZATION,
      ...confidential,
      server,
      redirectUris: [options.redirectUri],
      transport: createOAuthTransport(api, AUTHORIZATION),
    }),
    tell: tellOf(options, clock, newId),
  };
}

/** A redirect URI of a developer's machine would lead codes of production to whatever listens there. */
function readRedirectUri({
  redirectUri,
  development = process.env['NODE_ENV'] !== 'production',
}: SessionOptions): URL {
  const url = parseApiUrl(redirectUri, 'redirectUri');
  if (development || !isThisMachine(url.hostname)) return url;
  throw new ServerError(
    'config',
    'redirectUri leads to this machine, and NODE_ENV is "production". Give the address of the application, or say development: true.',
  );
}

/** All are counted as if one asked. */
function signInCapacity(
  { maxSignIns = 20_000 }: SessionOptions,
  store: Store,
  clock: ApiClock,
): SessionSettings['capacity'] {
  if (!(Number.isInteger(maxSignIns) && maxSignIns >= 1 && maxSignIns <= 1_000_000))
    throw new ServerError('config', 'maxSignIns must be a whole number from 1 to 1000000.');
  const perAddress = { max: maxSignIns, seconds: SIGN_IN_MS / 1000 };
  const limit = createRateLimit({ store, clock, name: 'sign-ins', perAddress });
  return () => limit({ address: 'everybody' });
}

function readLifetimes({
  idleSeconds = 86_400,
  absoluteSeconds = 2_592_000,
  timeoutMs = 20_000,
  takeOverMs = timeoutMs + 5000,
}: SessionOptions) {
  for (const [name, seconds] of Object.entries({ idleSeconds, absoluteSeconds }))
    if (!(seconds >= 1 && seconds <= LONGEST_SECONDS))
      throw new ServerError('config', `${name} must be from 1 to ${LONGEST_SECONDS} seconds.`);
  if (!(timeoutMs >= 1 && timeoutMs <= 60_000))
    throw new ServerError('config', 'timeoutMs must be from 1 to 60000 milliseconds.');
  if (!(takeOverMs > timeoutMs && takeOverMs <= 600_000))
    throw new ServerError('config', 'takeOverMs must be more than timeoutMs, and at most 600000.');
  return {
    ...{ timeoutMs, takeOverMs },
    idleMs: idleSeconds * 1000,
    absoluteMs: absoluteSeconds * 1000,
  };
}

function readNames({
  scope = 'openid',
  cookieName = 'playgate-session',
  sameSite = 'Strict',
}: SessionOptions) {
  if (!scope.split(' ').includes('openid'))
    throw new ServerError('config', 'scope must hold openid: a session is somebody’s.');
  if (!COOKIE_NAME.test(cookieName))
    throw new ServerError('config', 'cookieName must be letters, digits, _ and -, at most 64.');
  if (sameSite !== 'Strict' && sameSite !== 'Lax')
    throw new ServerError('config', "sameSite must be 'Strict' or 'Lax'.");
  return { scope, cookieName, sameSite };
}

function readPlaces({ afterSignIn = '/', afterFailure, afterSignOut }: SessionOptions, at: string) {
  if (afterSignOut !== undefined && !URL.canParse(afterSignOut))
    throw new ServerError('config', 'afterSignOut must be an absolute URL, as it is registered.');
  return {
    afterSignIn: ownPlace(afterSignIn, 'afterSignIn', at),
    ...(afterFailure !== undefined && {
      afterFailure: ownPlace(afterFailure, 'afterFailure', at),
    }),
    ...(afterSignOut !== undefined && { afterSignOut }),
  };
}

function ownPlace(path: string, name: string, origin: string): string {
  const place = readReturnTo(path, origin);
  if (place !== undefined) return place;
  throw new ServerError('config', `${name} must be a path of the application, such as /films.`);
}

function apiOptions(
  { fetch, onCall, random, retries }: SessionOptions,
  clock: ApiClock,
  newId: () => string,
  timeoutMs: number,
): VendorApiOptions & { readonly clock: ApiClock } {
  return {
    ...{ clock, newId, timeoutMs },
    ...(fetch !== undefined && { fetch }),
    ...(onCall !== undefined && { onCall }),
    ...(random !== undefined && { random }),
    ...(retries !== undefined && { retries }),
  };
}

function tellOf({ audit = () => {} }: SessionOptions, clock: Clock, newId: () => string): Tell {
  return async (type, { correlationId = newId(), ...details } = {}) => {
    await audit({ at: clock.now(), type, correlationId, ...details });
  };
}
