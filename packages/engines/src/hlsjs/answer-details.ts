/**
 * Where an answer came from, after redirects; empty if that is not known.
 *
 * @param details The XMLHttpRequest or Response, which from then on shows that URL without a credential: hls.js puts it into its events.
 */
export function answerUrl(details: unknown, clean: (url: string) => string): string {
  const seen: object = Object(details);
  const name = 'responseURL' in seen ? 'responseURL' : 'url';
  const url = String(Reflect.get(seen, name) ?? '');
  Object.defineProperty(seen, name, { value: clean(url), configurable: true });
  return url;
}

/** Its Retry-After header, if there is one. */
export function retryAfter(details: unknown): string | null {
  if (details instanceof Response) return details.headers.get('Retry-After');
  return details instanceof XMLHttpRequest ? details.getResponseHeader('Retry-After') : null;
}
