import { ServerError } from '@playgate/server';
import type { ApiClock, VendorApiOptions } from '@playgate/server';
import { createVendorApi, parseApiUrl } from '@playgate/server/oauth';
import { createLocalJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { AUTHORIZATION } from '../authorization/authorization-name.ts';
import type { Metadata } from '../authorization/authorization-server.ts';

/** Between two looks at the published keys, whatever is asked for, in milliseconds. */
const COOLDOWN_MS = 30_000;
/** After how long they are looked at again, in milliseconds. */
const FRESH_MS = 600_000;
/** For how long they are used while they cannot be looked at, in milliseconds. */
const STALE_MS = 3_600_000;
/** The largest set that is read, in bytes. */
const LARGEST_SET = 262_144;

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

/**
 * The keys that the authorization server publishes. They are fetched when they are needed and at most every 30 seconds, so a flood of
 * tokens with unknown keys costs one look; one set is kept, of at most 256 KiB. Redirects are not followed. What a token itself says of
 * keys (`jku`, `jwk`, `x5u`) is never looked at.
 *
 * @see RFC 7517; RFC 8725, section 3.10.
 */
export function createKeySet(
  server: Metadata,
  options: VendorApiOptions & { readonly clock: ApiClock },
): JWTVerifyGetKey {
  const { clock } = options;
  let kept: { readonly keys: LocalKeys; readonly at: number } | undefined;
  let triedAt = -Infinity;
  let flight: Promise<LocalKeys> | undefined;

  const look = async (): Promise<LocalKeys> => {
    triedAt = clock.now();
    try {
      const keys = createLocalJWKSet(await fetchKeys(server, options));
      kept = { keys, at: triedAt };
      return keys;
    } finally {
      flight = undefined;
    }
  };
  const isCool = (): boolean => flight !== undefined || clock.now() >= triedAt + COOLDOWN_MS;
  const lookAgain = (): Promise<LocalKeys> => (flight ??= look());

  const current = async (): Promise<LocalKeys> => {
    const age = clock.now() - (kept?.at ?? -Infinity);
    if (kept !== undefined && (age < FRESH_MS || (age < STALE_MS && !isCool()))) return kept.keys;
    if (!isCool()) throw unreachable();
    const old = age < STALE_MS ? kept?.keys : undefined;
    try {
      return await lookAgain();
    } catch (error) {
      if (old === undefined) throw error;
      return old;
    }
  };

  return async (header, token) => {
    const keys = await current();
    try {
      return await keys(header, token);
    } catch (error) {
      // A key that was published since.
      if (!(error instanceof errors.JWKSNoMatchingKey) || !isCool()) throw error;
      return (await lookAgain())(header, token);
    }
  };
}

async function fetchKeys(server: Metadata, options: VendorApiOptions): Promise<JSONWebKeySet> {
  const { jwks_uri: text } = await server();
  if (text === undefined)
    throw new ServerError('config', 'metadata lacks jwks_uri. Give the address of the keys.');
  const { origin, pathname } = parseApiUrl(text, 'jwks_uri');
  const api = createVendorApi({ ...options, ...AUTHORIZATION, baseUrl: origin });
  const { body } = await api.call({
    method: 'GET',
    path: { text: pathname, pattern: pathname },
    maxAnswerBytes: LARGEST_SET,
  });
  if (isKeySet(body)) return body;
  throw new ServerError(
    'vendor_response',
    'The authorization server published no set of keys. Check its jwks_uri.',
    {
      vendor: AUTHORIZATION.vendor,
    },
  );
}

function isKeySet(body: unknown): body is JSONWebKeySet {
  return typeof body === 'object' && body !== null && 'keys' in body && Array.isArray(body.keys);
}

function unreachable(): ServerError {
  return new ServerError(
    'vendor_connection',
    'The keys of the authorization server could not be fetched a moment ago. Try again in a moment.',
    { vendor: AUTHORIZATION.vendor },
  );
}
