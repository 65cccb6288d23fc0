import { isLoopbackHost } from './loopback.ts';
import { ProtocolError } from './protocol-error.ts';

/** One entry of a rule's `match.urls`, taken apart. */
export interface UrlPrefix {
  /** `https:` or, on loopback, `http:`. */
  readonly protocol: string;
  /** Host and port. With `wildcard`, what follows the first label, led by its dot: `.cdn.example`. */
  readonly host: string;
  /** Whether exactly one more label must stand before `host`. */
  readonly wildcard: boolean;
  /** `/`, a path that ends with `/` (a prefix), or a whole path. */
  readonly path: string;
  /** Whether `path` is the whole path rather than a prefix. */
  readonly exact: boolean;
}

const WILDCARD = '*.';
const PLACEHOLDER = 'any.';
/** The characters of a path that a URL parser keeps as they are; dots and escapes are looked at one by one. */
const PLAIN_PATH = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*$/;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

/**
 * Takes a URL prefix apart.
 *
 * @param text An https origin (http on loopback), then nothing, a path that ends with `/`, or a whole path.
 * @param member The name by which an error calls it.
 * @throws {ProtocolError} `invalid_member`
 */
export function parseUrlPrefix(text: string, member: string): UrlPrefix {
  const match = /^(https?:)\/\/([^/?#\\@\s]+)(\/[^?#\\\s]*)?$/.exec(text);
  const fail = (why: string): never => {
    throw new ProtocolError('invalid_member', member, `${member} ${why}.`);
  };
  if (match === null)
    return fail(
      'must be an https origin with an optional path, without user, query or fragment, such as https://cdn.example/films/',
    );
  const [, protocol = '', host = '', path = '/'] = match;
  const wildcard = host.startsWith(WILDCARD);
  if (!PLAIN_PATH.test(path) || DOT_SEGMENT.test(path))
    return fail('has a path that is not canonical: no dot segments, spaces or control characters');
  let url: URL;
  try {
    url = new URL(
      `${protocol}//${wildcard ? PLACEHOLDER + host.slice(WILDCARD.length) : host}${path}`,
    );
  } catch {
    return fail('is not a valid URL');
  }
  const spelled = wildcard ? WILDCARD + url.host.slice(PLACEHOLDER.length) : url.host;
  if (spelled !== host) return fail('must spell its host in lower case, without a default port');
  if (wildcard && !/^any\.[a-z0-9-]+\.[a-z]/.test(url.hostname) && !isLoopbackHost(url.hostname))
    return fail('must have at least two labels after the wildcard');
  if (protocol === 'http:' && !isLoopbackHost(url.hostname))
    return fail('must use https; http is for loopback only');
  return {
    protocol,
    host: wildcard ? host.slice(1) : host,
    wildcard,
    path,
    exact: !path.endsWith('/'),
  };
}
