import type { JsonObject } from '../../json-members.ts';
import { isText } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';

/** What the vendor's document leaves open. */
export interface Settings {
  /** The query parameter that may carry an API key. Default `api_key`. */
  readonly queryKeyName: string;
  /** What two credentials in one request mean: a mistake (400, as RFC 6750 has it), or that one of them counts. Default `refuse`. */
  readonly twoCredentials: 'refuse' | 'key' | 'token';
  /** Whether a proof of possession needs a nonce of this server (RFC 9449, section 9). Default false. */
  readonly dpopNonce: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  queryKeyName: 'api_key',
  twoCredentials: 'refuse',
  dpopNonce: false,
};

/** @throws {SandboxError} `invalid_option`, naming the member. */
export function changeSettings(settings: Settings, details: JsonObject): Settings {
  const { queryKeyName, twoCredentials, dpopNonce } = { ...settings, ...details };
  if (!isText(queryKeyName) || !/^[\w-]{1,64}$/.test(queryKeyName))
    throw new SandboxError('invalid_option', 'queryKeyName must be a plain name.');
  if (twoCredentials !== 'refuse' && twoCredentials !== 'key' && twoCredentials !== 'token')
    throw new SandboxError('invalid_option', 'twoCredentials must be refuse, key or token.');
  if (typeof dpopNonce !== 'boolean')
    throw new SandboxError('invalid_option', 'dpopNonce must be true or false.');
  return { queryKeyName, twoCredentials, dpopNonce };
}
