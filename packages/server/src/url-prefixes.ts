import { parseUrlPrefix, ProtocolError } from '@playgate/protocol';
import type { UrlPrefix } from '@playgate/protocol';
import { ServerError } from './server-error.ts';

/**
 * Checks a list of URL prefixes, spelled as in a pass rule: an https origin (http on loopback), a path that ends with `/`, or a whole path.
 *
 * @param name The option's name, for errors.
 * @throws {ServerError} `config`
 */
export function parseUrlPrefixes(urls: readonly string[], name: string): readonly UrlPrefix[] {
  if (!Array.isArray(urls) || urls.length === 0)
    throw new ServerError(
      'config',
      `${name} must list at least one URL, such as https://cdn.example/films/.`,
    );
  return urls.map((url: string, i) => {
    try {
      return parseUrlPrefix(url, `${name}[${i}]`);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw new ServerError('config', cause.message, { cause });
    }
  });
}

/** Visible ASCII without backslash: what a URL parser neither drops nor turns into something else. */
const PLAIN = /^https?:\/\/[!-[\]-~]+$/;
/** Escaped dots, slashes and backslashes, and empty steps: other parsers may see another path in them. */
const ODD_PATH = /%2e|%2f|%5c|\/\//i;

/**
 * Reads an absolute URL that leads to one of the prefixes for certain, however a parser looks at it.
 *
 * @returns The URL, or undefined if it leads elsewhere or is spelled in a way that could hide where it leads.
 */
export function urlWithin(text: string, prefixes: readonly UrlPrefix[]): URL | undefined {
  if (text.length > 4096 || !PLAIN.test(text)) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const plain = url.username === '' && url.password === '' && !ODD_PATH.test(url.pathname);
  // What a parser had to rewrite (dot segments, upper-case hosts, default ports) is not plain either.
  const spelled = text.replace(/[?#].*$/, '');
  const asSpelled = spelled === url.origin || spelled === url.origin + url.pathname;
  if (!plain || !asSpelled) return undefined;
  return prefixes.some((prefix) => leadsTo(url, prefix)) ? url : undefined;
}

function leadsTo(url: URL, { protocol, host, wildcard, path, exact }: UrlPrefix): boolean {
  if (url.protocol !== protocol) return false;
  const label = url.host.slice(0, -host.length);
  const sameHost = wildcard
    ? url.host.endsWith(host) && label !== '' && !label.includes('.')
    : url.host === host;
  return sameHost && (exact ? url.pathname === path : url.pathname.startsWith(path));
}
