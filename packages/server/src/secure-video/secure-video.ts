import { parseApiUrl } from '../api/parse-api-url.ts';
import { assertServer } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes } from '../url-prefixes.ts';
import type { Vendor } from '../vendor.ts';
import { API } from './secure-video-client-options.ts';
import { readSecureVideoKeys } from './secure-video-keys.ts';
import type { SecureVideoKeyOptions } from './secure-video-keys.ts';
import { SECURE_VIDEO } from './secure-video-refusal.ts';

/** Options of `secureVideo`. The secret key is asked for only to make sure that the identifier does not give it away; passes never hold it. */
export interface SecureVideoOptions extends SecureVideoKeyOptions {
  /** The name of the query parameter. The document does not print it. Default `apiKey`. */
  readonly param?: string;
  /** The API, with a path if pages may call a part of it only; ends with `/`. Default `https://api.securevideo.com/`. */
  readonly apiUrl?: string;
}

/**
 * SecureVideo, for calls that pages make themselves: the public API Identifier in the query of API calls, and nothing else. It is video
 * conferencing, so there is no film and a pass has no source. A grant's asset is `api`.
 *
 * In the page: `client.fetch(url, { request: { asset: 'api' }, headers: { 'Content-Type': 'application/json' } })`.
 *
 * @throws {ServerError} `config`, naming the option; above all when the identifier is, holds or is held in the secret key.
 * @see SecureVideo, "Authentication".
 */
export function secureVideo(options: SecureVideoOptions): Vendor {
  assertServer('secretKey');
  const { param = 'apiKey', apiUrl = API } = options;
  const { identifier } = readSecureVideoKeys(options, parseApiUrl(apiUrl, 'apiUrl'));
  parseUrlPrefixes([apiUrl], 'apiUrl');
  if (!/^[\w.~-]{1,64}$/.test(param))
    throw new ServerError('config', 'param must be the name of a query parameter.');
  const params = { [param]: encodeURIComponent(identifier) };
  return {
    id: SECURE_VIDEO,
    async mint({ asset }) {
      if (asset !== 'api')
        throw new ServerError(
          'invalid_grant',
          "The grant's asset must be api: there are no films.",
        );
      return {
        kind: 'pass',
        rules: [
          {
            match: { urls: [apiUrl], kinds: ['api'] },
            place: [{ kind: 'query', params }],
            // The identifier never changes, so a refusal is final.
            refusals: { 401: 'deny', 403: 'deny', 412: 'deny' },
          },
        ],
      };
    },
  };
}
