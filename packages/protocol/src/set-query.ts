/** Parameters as they stand in a query: names, and the text that sets them. */
export interface QueryPlacement {
  readonly names: readonly string[];
  /** `name=value&name=value`, already encoded. */
  readonly text: string;
}

/**
 * Sets parameters in a URL's query as text: those of the same names are replaced, everything else stays byte for byte, the fragment
 * included. Idempotent.
 */
export function setQuery(url: string, { names, text }: QueryPlacement): string {
  if (names.length === 0) return url;
  const hash = url.indexOf('#');
  const end = hash < 0 ? url.length : hash;
  const mark = url.indexOf('?');
  const fragment = url.slice(end);
  if (mark < 0 || mark > end) return `${url.slice(0, end)}${text && '?'}${text}${fragment}`;
  if (!names.some((name) => url.includes(name, mark)))
    return text ? `${url.slice(0, end)}&${text}${fragment}` : url;
  const kept = url
    .slice(mark + 1, end)
    .split('&')
    .filter((pair) => !names.includes(nameOf(pair)));
  if (text) kept.push(text);
  const query = kept.join('&');
  return url.slice(0, mark) + (query && `?${query}`) + fragment;
}

/** Takes the parameters of those names out of a URL's query. Everything else stays byte for byte. */
export function removeQuery(url: string, names: readonly string[]): string {
  return setQuery(url, { names, text: '' });
}

function nameOf(pair: string): string {
  const equals = pair.indexOf('=');
  return equals < 0 ? pair : pair.slice(0, equals);
}
