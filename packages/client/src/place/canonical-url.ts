/** A path from one of its slashes to its end, spelled as a URL parser would spell it: nothing in it can hide where it leads. */
const PLAIN_PATH = /(?:\/(?!(?:\.|%2[eE]){1,2}(?:[/?#]|$))[^/?#\\\0-\x20\x7f]*)+(?:[?#]|$)/y;
/** An origin, spelled so too. */
const PLAIN_ORIGIN = /https?:\/\/(?:[a-z\d.-]+|\[[\da-f:]+\])(?!:(?:80|443)\/)(?::\d+)?(?=\/)/y;
const ORIGIN = /^https?:\/\/[^/?#\\@\0-\x20]+/i;

/** How a URL is really read. */
export interface CanonicalUrl {
  readonly url: string;
  /** Whether more than the spelling of its origin is odd: dot segments, backslashes, a user, control characters. */
  readonly odd: boolean;
}

/** Whether the path of a URL is plain from that slash on. */
export function isPlainFrom(url: string, slash: number): boolean {
  PLAIN_PATH.lastIndex = slash;
  return PLAIN_PATH.test(url);
}

/**
 * Reads a URL as a browser will. Cheap for URLs that are canonical already.
 *
 * @returns `undefined` for what is no absolute http URL.
 */
export function canonicalUrl(url: string): CanonicalUrl | undefined {
  PLAIN_ORIGIN.lastIndex = 0;
  if (PLAIN_ORIGIN.test(url) && isPlainFrom(url, PLAIN_ORIGIN.lastIndex))
    return { url, odd: false };
  if (!/^[\0-\x20]*h/i.test(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const { protocol, origin, pathname, search, hash } = parsed;
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const rest = pathname + search + hash;
  const writtenOrigin = ORIGIN.exec(url)?.[0] ?? '';
  return { url: origin + rest, odd: url.slice(writtenOrigin.length) !== rest };
}
