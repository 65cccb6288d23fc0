import { createKeyRing } from '../../api/tokens/key-ring.ts';
import type { KeyRefusal } from '../../api/tokens/key-ring.ts';
import type { ApiAuthorization, ApiCredentials } from '../../api/vendor-api.ts';
import { refuseSandboxKey } from '../../secret/refuse-sandbox-key.ts';
import { secret } from '../../secret/secret.ts';
import type { Secret, SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';

/** API keys, from the server's environment, and where they go. */
export interface ApiKeyOptions {
  readonly apiKey?: SecretInput | undefined;
  /** The key that follows, while both are live: used when the vendor refuses the first, so that a rotation needs no downtime. */
  readonly nextApiKey?: SecretInput | undefined;
  /** Hears when the vendor refuses a key and the other is tried: `apiKey` or `nextApiKey`. */
  readonly onKeyRefused?: ((refusal: KeyRefusal) => void) | undefined;
  /**
   * Default `header`: `X-STAPI-API-Key`. With `query` the key is part of every address, where proxies and servers log it; the vendor
   * advises against it. `onWarning` must be given then, and hears of it.
   */
  readonly apiKeyPlacement?: 'header' | 'query' | undefined;
  /** The query parameter. The vendor's document does not name it. Default `api_key`. */
  readonly queryKeyName?: string | undefined;
  /** Hears, once and when the client is made, what should not be left so. */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

const HEADER = 'X-STAPI-API-Key';

/**
 * Authorizes calls with an API key, or with the one of two live keys that the vendor takes.
 *
 * @param hostname Where the key goes: a sandbox's key goes nowhere else.
 * @throws {ServerError} `config`, naming the option.
 * @see STAPI, "API Keys".
 */
export function apiKeyAuthorization(options: ApiKeyOptions, hostname: string): ApiAuthorization {
  const { nextApiKey, onKeyRefused = () => {} } = options;
  const place = placement(options);
  const read = (name: 'apiKey' | 'nextApiKey'): ApiCredentials =>
    place(name, readKey(options[name], name, hostname));
  const next = nextApiKey === undefined ? undefined : read('nextApiKey');
  return createKeyRing([read('apiKey'), next], onKeyRefused);
}

function placement({
  apiKeyPlacement = 'header',
  queryKeyName = 'api_key',
  onWarning,
}: ApiKeyOptions): (name: string, key: Secret) => ApiCredentials {
  if (apiKeyPlacement === 'header')
    return (name, key) => ({ key: name, headers: { [HEADER]: key } });
  if (apiKeyPlacement !== 'query')
    throw new ServerError('config', "apiKeyPlacement must be 'header' or 'query'.");
  if (!/^[\w-]{1,64}$/.test(queryKeyName))
    throw new ServerError('config', 'queryKeyName must be 1 to 64 letters, digits, _ and -.');
  if (onWarning === undefined)
    throw new ServerError(
      'config',
      "apiKeyPlacement 'query' puts the key where servers and proxies log it. Leave it out; or give onWarning, which hears of it.",
    );
  onWarning(
    'The API key of STAPI is sent in the query, where servers and proxies log it. Send it in the header if you can.',
  );
  return (name, key) => ({ key: name, query: { [queryKeyName]: key } });
}

function readKey(value: SecretInput | undefined, name: string, hostname: string): Secret {
  const key = secret(value ?? '', { name, minBytes: 8 });
  refuseSandboxKey(key.reveal(), name, hostname);
  if (!/^[\u0021-\u007e]+$/.test(key.reveal()))
    throw new ServerError(
      'config',
      `${name} has characters that no key has, such as a line end. Give the key alone.`,
    );
  return key;
}
