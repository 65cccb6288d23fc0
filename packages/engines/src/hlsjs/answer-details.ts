/**
 * Where an answer came from, after redirects.
 *
 * @param details The XMLHttpRequest or Response, which from then on shows that URL without a credential: hls.js puts it into its events.
 */
export function answerUrl(details: unknown, clean: (url: string) => string): string | undefined {
  if (typeof details !== 'object' || details === null) return undefined;
  const name = 'responseURL' in details ? 'responseURL' : 'url';
  const url = String(Reflect.get(details, name) ?? '');
  Object.defineProperty(details, name, { value: clean(url), configurable: true });
  return url || undefined;
}

/** Its Retry-After header, if there is one. */
export function retryAfter(details: unknown): string | null {
  if (details instanceof Response) return details.headers.get('Retry-After');
  return details instanceof XMLHttpRequest ? details.getResponseHeader('Retry-After') : null;
}
