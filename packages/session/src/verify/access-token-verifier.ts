import { epochMs, isServerError, ServerError, systemClock } from '@playgate/server';
import type { ApiClock, EpochMs, SecretInput, VendorApiOptions } from '@playgate/server';
import {
  createOAuthClient,
  createOAuthTransport,
  readConfidentialClient,
} from '@playgate/server/oauth';
import type { TokenState } from '@playgate/server/oauth';
import { Secret } from '@playgate/server';
import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { AUTHORIZATION } from '../authorization/authorization-name.ts';
import { authorizationServer } from '../authorization/authorization-server.ts';
import type {
  AuthorizationServerOptions,
  Metadata,
} from '../authorization/authorization-server.ts';
import { createKeySet } from './key-set.ts';
import { readAlgorithms } from './signing-algorithms.ts';

/** Options of `createAccessTokenVerifier`. */
export interface AccessTokenVerifierOptions
  extends
    AuthorizationServerOptions,
    Pick<VendorApiOptions, 'fetch' | 'onCall' | 'random' | 'retries' | 'timeoutMs'> {
  /** What tokens must be for: this backend, as the authorization server names it. */
  readonly audience: string;
  /** Scopes that a token must have, all of them, separated by spaces. Default: none. */
  readonly scope?: string;
  /** What tokens may be signed with. Default RS256, PS256, ES256, EdDSA. */
  readonly algorithms?: readonly string[];
  /** Asks the authorization server about each token (RFC 7662), as this client: for tokens that are no JWTs, and to hear of revocations at once. */
  readonly introspection?: {
    readonly clientId: string;
    readonly clientSecret: SecretInput;
    readonly authMethod?: 'basic' | 'post';
  };
  /** Default: the system's. */
  readonly clock?: ApiClock;
}

/** What a good access token says. */
export interface VerifiedToken {
  /** Its subject. */
  readonly viewer: string;
  readonly clientId?: string;
  readonly scopes: readonly string[];
  readonly issuedAt?: EpochMs;
  readonly expiresAt?: EpochMs;
  /** Its `jti`. */
  readonly tokenId?: string;
}

/**
 * @returns `undefined`: there is no token, or it is not good. Which of its faults it was is not said.
 * @throws {ServerError} A code that starts with `vendor_` when the authorization server cannot be asked.
 */
export type AccessTokenVerifier = (
  request: Request,
  options?: { readonly signal?: AbortSignal },
) => Promise<VerifiedToken | undefined>;

const CREDENTIALS = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;
const LONGEST_TOKEN = 8192;
/** How far the clocks of the two servers may be apart, in seconds. */
const TOLERANCE = 30;

/**
 * Verifies the access token that a caller brings as `Authorization: Bearer`. A token that is bound to a key (DPoP, mTLS) is refused: as a
 * Bearer token it would be worth nothing to its owner and something to a thief.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see RFC 9068, section 4; RFC 6750; RFC 7662; RFC 8725.
 */
export function createAccessTokenVerifier(
  options: AccessTokenVerifierOptions,
): AccessTokenVerifier {
  const { audience, scope = '', clock = systemClock } = options;
  if (typeof audience !== 'string' || audience === '')
    throw new ServerError('config', 'audience is missing. Give the name of this backend.');
  const server = authorizationServer(options, { ...options, clock });
  const needed = scope.split(' ').filter((one) => one !== '');
  const judge =
    options.introspection === undefined
      ? byKeys(options, server, clock)
      : byIntrospection(options, options.introspection, server);
  return async ({ headers }, { signal } = {}) => {
    const [, token] = CREDENTIALS.exec(headers.get('authorization') ?? '') ?? [];
    if (token === undefined || token.length > LONGEST_TOKEN) return undefined;
    const verified = await judge(token, signal);
    return needed.every((one) => verified?.scopes.includes(one) === true) ? verified : undefined;
  };
}

type Judge = (token: string, signal?: AbortSignal) => Promise<VerifiedToken | undefined>;

function byKeys(
  { audience, issuer, ...options }: AccessTokenVerifierOptions,
  server: Metadata,
  clock: ApiClock,
): Judge {
  const keys = createKeySet(server, { ...options, clock });
  const algorithms = readAlgorithms(options.algorithms);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, algorithms },
        typ: 'at+jwt',
        currentDate: new Date(clock.now()),
        clockTolerance: TOLERANCE,
        requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
      });
      return readClaims(payload, clock.now());
    } catch (error) {
      if (isServerError(error)) throw error;
      return undefined;
    }
  };
}

function readClaims(
  { sub, exp, iat = NaN, jti, ...others }: JWTPayload,
  now: number,
): VerifiedToken | undefined {
  const { client_id: clientId, scope, cnf } = others;
  if (typeof sub !== 'string' || typeof clientId !== 'string' || cnf !== undefined)
    return undefined;
  if (!Number.isSafeInteger(exp) || !Number.isSafeInteger(iat)) return undefined;
  if (iat > now / 1000 + TOLERANCE) return undefined;
  return {
    ...{ viewer: sub, clientId },
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
    ...(exp !== undefined && { expiresAt: epochMs(exp * 1000) }),
    issuedAt: epochMs(iat * 1000),
    ...(typeof jti === 'string' && { tokenId: jti }),
  };
}

function byIntrospection(
  options: AccessTokenVerifierOptions,
  credentials: NonNullable<AccessTokenVerifierOptions['introspection']>,
  server: Metadata,
): Judge {
  const { clock = systemClock, audience } = options;
  const oauth = createOAuthClient({
    ...AUTHORIZATION,
    ...readConfidentialClient({ ...credentials, clock }),
    server,
    redirectUris: [],
    transport: createOAuthTransport(options, AUTHORIZATION),
  });
  return async (token, signal) => {
    const state = await oauth.introspectToken(new Secret(token), signal && { signal });
    return readState(state, audience, clock.now());
  };
}

function readState(state: TokenState, wanted: string, now: number): VerifiedToken | undefined {
  const { active, subject, audience = [], isBound = false, clientId, scopes = [] } = state;
  const { expiresAt, issuedAt, tokenId } = state;
  if (!active || isBound || subject === undefined || !audience.includes(wanted)) return undefined;
  if (expiresAt !== undefined && now >= expiresAt + TOLERANCE * 1000) return undefined;
  return {
    ...{ viewer: subject, scopes },
    ...(clientId !== undefined && { clientId }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(tokenId !== undefined && { tokenId }),
  };
}
