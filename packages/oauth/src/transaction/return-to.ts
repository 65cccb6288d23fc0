/**
 * Where a viewer goes after the sign-in: a path of this application, as it was asked for.
 *
 * @returns `/` for whatever could lead elsewhere, now or after somebody decodes it.
 */
export function returnTo(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\]|%2f|%5c)[^\\\0-\x20\x7f]*$/i.test(asked))
    return '/';
  if (!URL.canParse(asked, origin)) return '/';
  const url = new URL(asked, origin);
  const path = url.href.slice(origin.length);
  // Dot segments can uncover a second slash.
  return url.origin === origin && /^\/(?![/\\]|%2f|%5c)/i.test(path) ? path : '/';
}
