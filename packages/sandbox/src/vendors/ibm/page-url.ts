/** An address with parameters added. Its own query and fragment are kept as they are. */
export function addQuery(url: string, params: Readonly<Record<string, string>>): string {
  const [rest = '', fragment] = url.split(/(?=#)/);
  const added = Object.entries(params).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${rest}${rest.includes('?') ? '&' : '?'}${added.join('&')}${fragment ?? ''}`;
}

/** An address without one parameter; the others are kept as they are. */
export function withoutParam(url: string, name: string): string {
  const [path = '', query = ''] = url.split('?');
  const kept = query.split('&').filter((part) => !new URLSearchParams(part).has(name));
  return kept.join('&') === '' ? path : `${path}?${kept.join('&')}`;
}
