import { parseUrlPrefix } from '@playgate/protocol';

/**
 * Tells whether a URL starts with a prefix. Plain text tests: no URL object. What follows the prefix can still lead out of it.
 *
 * @returns Where the last slash of the prefix stands in the URL; 0 if the URL starts otherwise.
 */
export type UrlMatcher = (url: string) => number;

/** One label of a host, also of a rule that is held against a pin: there it may be the wildcard itself. */
const LABEL = /^[a-z\d_*-]+$/;

/**
 * Compiles one entry of a rule's `match.urls`, or of a list of pinned origins.
 *
 * @param member The name by which an error calls it.
 * @throws {ProtocolError} `invalid_member`
 */
export function compileUrlPrefix(prefix: string, member: string): UrlMatcher {
  const { protocol, host, wildcard, path, exact } = parseUrlPrefix(prefix, member);
  const scheme = `${protocol}//`;
  const text = (wildcard ? '' : scheme) + host + path;
  const slash = text.lastIndexOf('/');
  const slashAfter = (url: string, at: number): number => {
    const end = at + text.length;
    if (!url.startsWith(text, at)) return 0;
    return !exact || url.length === end || url[end] === '?' || url[end] === '#' ? at + slash : 0;
  };
  if (!wildcard) return (url) => slashAfter(url, 0);
  return (url) => {
    // Exactly one label stands for the wildcard, so its first dot must be where `.host` begins.
    const dot = url.indexOf('.', scheme.length);
    const isLabel = url.startsWith(scheme) && LABEL.test(url.slice(scheme.length, dot));
    return dot > 0 && isLabel ? slashAfter(url, dot) : 0;
  };
}
