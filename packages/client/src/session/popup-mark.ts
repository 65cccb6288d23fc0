import { returnPath } from './return-path.ts';

/** Tells a page that it ends a popup. In the address, because that passes every page in between, whatever they cut off (COOP). */
const NAME = 'playgate-popup';

/** The path with the mark. */
export function withPopupMark(path: string, origin: string): string {
  const url = new URL(path, origin);
  url.searchParams.set(NAME, '1');
  return url.pathname + url.search + url.hash;
}

/** The path of an address without its mark; `/` where that could lead elsewhere. `undefined`: it has none. */
export function withoutPopupMark(address: string): string | undefined {
  const url = new URL(address);
  if (!url.searchParams.has(NAME)) return undefined;
  url.searchParams.delete(NAME);
  return returnPath(url.pathname + url.search + url.hash, url.origin) ?? '/';
}
