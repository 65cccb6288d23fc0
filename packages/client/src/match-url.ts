import { parseUrlPrefix } from '@playgate/protocol';

/** Whether a canonical URL is one of those that a list of prefixes names. Plain text tests: no URL object. */
export type UrlMatcher = (url: string) => boolean;

/**
 * Compiles one entry of a rule's `match.urls`, or of a list of pinned origins.
 *
 * @param member The name by which an error calls it.
 * @throws {ProtocolError} `invalid_member`
 */
export function compileUrlPrefix(prefix: string, member: string): UrlMatcher {
  const { protocol, host, wildcard, path, exact } = parseUrlPrefix(prefix, member);
  const scheme = `${protocol}//`;
  const rest = host + path;
  const isEnd = (url: string, end: number): boolean =>
    !exact || url.length === end || url[end] === '?' || url[end] === '#';
  if (!wildcard) {
    const whole = scheme + rest;
    return (url) => url.startsWith(whole) && isEnd(url, whole.length);
  }
  return (url) => {
    // Exactly one label may stand for the wildcard, so its first dot must be where `.host` begins.
    const dot = url.indexOf('.', scheme.length);
    return (
      dot > scheme.length &&
      url.startsWith(scheme) &&
      url.startsWith(rest, dot) &&
      isEnd(url, dot + rest.length)
    );
  };
}
