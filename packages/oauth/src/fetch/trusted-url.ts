const LOOPBACK = /^(?:localhost|(?:[a-z\d-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is that of the machine itself. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

/** Parses an absolute URL that a credential may travel to: https, or http on loopback; without a user. */
export function parseTrusted(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { protocol, username, password } = url;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(url));
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
