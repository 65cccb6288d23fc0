/**
 * An error as the API puts it: one property, `Message`.
 *
 * @see SecureVideo, "HTTP Status Response Codes".
 */
export const message = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response => Response.json({ Message: text }, { status, headers: { ...NO_CACHE, ...headers } });

const NO_CACHE = { 'Cache-Control': 'no-cache' } as const;
