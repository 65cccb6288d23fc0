/** What begins a path, and no host: now, or after somebody decodes it once more. */
const PATH = /^\/(?![/\\]|%2f|%5c)/i;
/** Browsers drop tabs and line breaks, and take a backslash for a slash. */
const HIDING = /[\\\0-\x20\x7f]/;

/**
 * Where a viewer goes after a sign-in: a path of this origin, as it was asked for.
 *
 * @param origin The page's.
 * @returns `undefined` for whatever could lead elsewhere.
 */
export function returnPath(asked: string, origin: string): string | undefined {
  if (!PATH.test(asked) || HIDING.test(asked) || !URL.canParse(asked, origin)) return undefined;
  const url = new URL(asked, origin);
  // Dot segments can uncover a second slash.
  const path = url.pathname + url.search + url.hash;
  return url.origin === origin && PATH.test(path) ? path : undefined;
}
