import type { JsonObject } from '../../json-members.ts';
import { isText } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';

/** What the vendor's document leaves open. */
export interface Settings {
  /** The query parameter that may carry an API key. Default `api_key`. */
  readonly queryKeyName: string;
  /** What two credentials in one request mean: a mistake (400, as RFC 6750 has it), or that one of them counts. Default `refuse`. */
  readonly twoCredentials: 'refuse' | 'key' | 'token';
}

export const DEFAULT_SETTINGS: Settings = { queryKeyName: 'api_key', twoCredentials: 'refuse' };

/** @throws {SandboxError} `invalid_option`, naming the member. */
export function changeSettings(settings: Settings, details: JsonObject): Settings {
  const { queryKeyName = settings.queryKeyName, twoCredentials = settings.twoCredentials } =
    details;
  if (!isText(queryKeyName) || !/^[\w-]{1,64}$/.test(queryKeyName))
    throw new SandboxError('invalid_option', 'queryKeyName must be a plain name.');
  if (twoCredentials !== 'refuse' && twoCredentials !== 'key' && twoCredentials !== 'token')
    throw new SandboxError('invalid_option', 'twoCredentials must be refuse, key or token.');
  return { queryKeyName, twoCredentials };
}
