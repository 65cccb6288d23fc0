/**
 * A URL that is opened without following redirects. Shaka gives `fetch` what stands in a request's `uris`, as it is, and has no word for
 * redirects of its own; a `Request` brings it along. A networking plugin that wants a text gets one that leads nowhere.
 */
export function unredirected(url: string): Request {
  const request = new Request(url, { redirect: 'error' });
  return Object.defineProperty(request, 'toString', { value: () => 'about:blank' });
}
