import { isLoopbackHost } from '@playgate/protocol';
import type { UrlPrefix } from '@playgate/protocol';
import type { VendorCaller } from '../call-vendor.ts';
import { secret } from '../secret.ts';
import type { Secret, SecretInput } from '../secret.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import { accessTokenBody, readAccessToken } from './access-token-api.ts';
import type { AccessTokenApi } from './access-token-api.ts';
import { createKeyRing } from './key-ring.ts';
import type { KeyRefusal, NamedKey, WithKey } from './key-ring.ts';

/** Options of `catchTheShow`. */
export interface CatchTheShowOptions {
  /** The secret API key, from the server's environment. A public key (`pk_…`) is refused. */
  readonly secretKey: SecretInput;
  /** The key that follows, while both are live: used when the vendor refuses the first, so that a rotation needs no downtime. */
  readonly nextSecretKey?: SecretInput;
  /** Hears when the vendor refuses a key and the other is tried. */
  readonly onKeyRefused?: (refusal: KeyRefusal) => void;
  /** Where the media lies: URL prefixes, spelled as in a pass rule. The access token goes there and nowhere else. */
  readonly mediaUrls: readonly string[];
  /** The vendor's API. Default `https://api.catchtheshow.com/v1`. */
  readonly baseUrl?: string;
  /** Permissions of an access token whose grant names none. Default `['media:play']`. */
  readonly permissions?: readonly string[];
  readonly accessTokens?: AccessTokenApi;
  /** Default: the runtime's. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long one call at the vendor may take, in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
}

/** The options, checked and complete. */
export interface CatchTheShowSettings {
  readonly caller: VendorCaller;
  readonly withKey: WithKey;
  readonly baseUrl: string;
  readonly mediaUrls: readonly string[];
  readonly mediaPrefixes: readonly UrlPrefix[];
  readonly leastPermissions: readonly string[];
  readonly accessTokens: Required<AccessTokenApi>;
}

const BASE_URL = 'https://api.catchtheshow.com/v1';

/** @throws {ServerError} `config`, naming the option. */
export function readCatchTheShowOptions(options: CatchTheShowOptions): CatchTheShowSettings {
  const timeoutMs = options.timeoutMs ?? 5000;
  if (!(timeoutMs >= 1 && timeoutMs <= 60_000))
    throw new ServerError('config', 'timeoutMs must be from 1 to 60000 milliseconds.');
  const baseUrl = parseBaseUrl(options.baseUrl ?? BASE_URL);
  const { mediaUrls, permissions = ['media:play'], onKeyRefused = () => {} } = options;
  return {
    caller: { name: 'Catch The Show', fetch: options.fetch ?? globalThis.fetch, timeoutMs },
    withKey: createKeyRing(readKeys(options, baseUrl), onKeyRefused),
    baseUrl: baseUrl.href.replace(/\/$/, ''),
    mediaUrls,
    mediaPrefixes: parseUrlPrefixes(mediaUrls, 'mediaUrls'),
    leastPermissions: permissions,
    accessTokens: {
      path: options.accessTokens?.path ?? '/access-tokens',
      body: options.accessTokens?.body ?? accessTokenBody,
      read: options.accessTokens?.read ?? readAccessToken,
    },
  };
}

function readKeys(
  { secretKey, nextSecretKey }: CatchTheShowOptions,
  baseUrl: URL,
): readonly [NamedKey] | readonly [NamedKey, NamedKey] {
  const current: NamedKey = { key: 'current', secret: readKey(secretKey, 'secretKey', baseUrl) };
  if (nextSecretKey === undefined) return [current];
  return [current, { key: 'next', secret: readKey(nextSecretKey, 'nextSecretKey', baseUrl) }];
}

function readKey(value: SecretInput, name: string, baseUrl: URL): Secret {
  const key = secret(value, { name, minBytes: 8 });
  const text = key.reveal();
  if (/^(?:sandbox_)?pk_/.test(text))
    throw new ServerError('config', `${name} is a public key. Give the secret one.`);
  if (text.startsWith('sandbox_') && !isLoopbackHost(baseUrl.hostname))
    throw new ServerError('config', `${name} is a sandbox's key. Give the vendor's.`);
  if (!/^[\u0021-\u007e]+$/.test(text))
    throw new ServerError('config', `${name} has characters that no key has, such as a line end.`);
  return key;
}

function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (url === undefined || !secure || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new ServerError(
      'config',
      'baseUrl must be an absolute https URL without user, query or fragment (http on loopback only).',
    );
  return url;
}
