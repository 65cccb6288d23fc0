import { ServerError } from '../server-error.ts';
import { percentEncode } from './percent-encode.ts';
import type { ApiCall, ApiCredentials } from './vendor-api.ts';

/**
 * Where a call goes: below the base URL for certain, since a parser has nothing to rewrite in it.
 *
 * @throws {ServerError} `invalid_value`, never with a value.
 */
export function apiCallUrl(
  base: string,
  { path, query }: ApiCall,
  credentials: ApiCredentials,
): string {
  const url = path.text === '' ? base : base.replace(/\/$/, '') + path.text;
  const plain = path.text === '' || /^\/[!-~]*$/.test(path.text);
  if (!plain || /[?#\\]/.test(url) || new URL(url).href !== url)
    throw new ServerError('invalid_value', 'The path leads elsewhere. Make it with apiPath.');
  const pairs = Object.entries({ ...query, ...revealed(credentials.query) });
  const text = pairs
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${percentEncode(name, 'A parameter')}=${percentEncode(String(value), name)}`,
    )
    .join('&');
  return text === '' ? url : `${url}?${text}`;
}

function revealed(secrets: ApiCredentials['query'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]),
  );
}
