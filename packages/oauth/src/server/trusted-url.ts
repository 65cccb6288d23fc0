const LOOPBACK = /^(?:localhost|(?:[a-z\d-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const UNSPECIFIED_OR_MAPPED =
  /^(?:0\.0\.0\.0|\[::\]|\[::ffff:(?:7f[\da-f]{2}:[\da-f]{1,4}|0:0)\])$/;

const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * Whether an address leads to the machine that resolves it. That is more than the loopback to which http is allowed (RFC 8252, section 7.3): the
 * unspecified addresses, a trailing dot (RFC 6761, section 6.3), and IPv4 in IPv6's clothes.
 */
export const isThisMachine = ({ hostname }: URL): boolean =>
  isLoopback(hostname.replace(/\.$/, '')) || UNSPECIFIED_OR_MAPPED.test(hostname);

/** Parses an absolute URL that a credential may travel to: https, or http on loopback; without a user. */
export function parseTrusted(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { protocol, username, password } = url;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(url.hostname));
  return isSafe && !username && !password ? url : undefined;
}

/**
 * Compiles an origin, or an origin with a path, to a test of URLs as `Request` spells them. A path ends at a slash: `/api` matches
 * `/api` and `/api/videos`, not `/api2`.
 */
export function compilePrefix(prefix: string): ((url: string) => boolean) | undefined {
  const parsed = parseTrusted(prefix);
  if (!parsed || parsed.search || parsed.hash) return undefined;
  const path = parsed.href.replace(/\/$/, '');
  return (url) => url.startsWith(path) && /^(?:[/?#]|$)/.test(url.slice(path.length));
}
