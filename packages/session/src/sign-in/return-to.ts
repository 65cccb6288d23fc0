const LONGEST = 2048;

/**
 * Reads where a viewer wants to be after a sign-in: a path of the application's own origin.
 *
 * @param origin The application's.
 * @returns The absolute URL, so that no path can be read as a host; `undefined` for everything else.
 */
export function readReturnTo(text: string | null, origin: string): string | undefined {
  if (text === null || text.length > LONGEST) return undefined;
  // Browsers drop tabs and line breaks and take a backslash for a slash.
  if (!/^\/(?![/\\])/.test(text) || /[\u0000-\u0020\u007f\\]/.test(text)) return undefined;
  if (!URL.canParse(text, origin)) return undefined;
  const url = new URL(text, origin);
  const isOwn = url.origin === origin && url.username + url.password === '';
  return isOwn && !url.pathname.startsWith('//') ? url.href : undefined;
}
