import { parseApiUrl } from '../api/parse-api-url.ts';
import { ServerError } from '../server-error.ts';

/** Where the vendor's pages for people are. */
const HUB = 'https://hub.securevideo.com/';

/**
 * Checks where the vendor's pages are: the common hub, or your company's own sub-domain.
 *
 * @throws {ServerError} `config`
 */
export function readHubUrl(hubUrl: string = HUB): URL {
  const url = parseApiUrl(hubUrl, 'hubUrl');
  if (url.pathname !== '/' || url.href !== hubUrl)
    throw new ServerError('config', `hubUrl must be an origin that ends with /, such as ${HUB}.`);
  return url;
}
