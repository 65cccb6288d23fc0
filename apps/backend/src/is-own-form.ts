/** Whether a form stood on our own page. `Origin` does not tell: it is `null` where a page gives no referrer. */
export function isOwnForm(request: Request): boolean {
  return request.headers.get('sec-fetch-site') === 'same-origin';
}
