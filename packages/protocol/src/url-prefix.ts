import { isLoopbackHost } from './loopback.ts';
import { invalid, urlOf } from './members.ts';

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

const PARTS = /^(https?:)\/\/(\*(?=\.))?([^/?#\\@\s*]+)(\/.*)?$/;
/** Stands for the label of a wildcard while a URL parser looks at the rest. */
const LABEL = 'any';

/**
 * Takes a URL prefix apart.
 *
 * @param text An https origin (http on loopback), then nothing, a path that ends with `/`, or a whole path.
 * @param member The name by which an error calls it.
 * @throws {ProtocolError} `invalid_member`
 */
export function parseUrlPrefix(text: string, member: string): UrlPrefix {
  const [, protocol = '', star, host = '', path = '/'] = PARTS.exec(text) ?? [];
  const label = star === undefined ? '' : LABEL;
  const url = urlOf(`${protocol}//${label}${host}${path}`);
  if (url === undefined)
    throw invalid(member, 'an https URL prefix, as https://cdn.example/films/');
  if (url.host !== label + host || url.pathname !== path)
    throw invalid(member, 'canonical: lower case, no default port, no dots');
  const isLoopback = isLoopbackHost(url.hostname);
  if (label && !isLoopback && !/^any\.[^.]+\.[a-z]/.test(url.hostname))
    throw invalid(member, 'a wildcard before at least two labels');
  if (protocol === 'http:' && !isLoopback) throw invalid(member, 'https (http on loopback only)');
  return { protocol, host, wildcard: star !== undefined, path, exact: !path.endsWith('/') };
}
