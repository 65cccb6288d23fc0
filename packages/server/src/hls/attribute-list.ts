/** One attribute of a tag. */
export interface Attribute {
  readonly name: string;
  /** Without its quotes. */
  readonly value: string;
}

/** No two parts of it can hold the same characters: else a line could be made that takes for ever. */
const ATTRIBUTE = /(\s*)([A-Z0-9-]+)=(?:"([^"]*)"(\s*)|([^",]*))(,|$)/gy;

/**
 * Rewrites values of an attribute list. What is no attribute list, from there on, stays as it is.
 *
 * @param change Gives the new value of an attribute, which is quoted then, or `undefined` to leave it.
 * @see RFC 8216, section 4.2
 */
export function changeAttributes(
  list: string,
  change: (attribute: Attribute) => string | undefined,
): string {
  let changed = '';
  let end = 0;
  for (const found of list.matchAll(ATTRIBUTE)) {
    const [whole, before = '', name = '', quoted, after = '', plain = '', comma = ''] = found;
    const value = change({ name, value: quoted ?? plain.trim() });
    changed += value === undefined ? whole : `${before}${name}="${value}"${after}${comma}`;
    end += whole.length;
  }
  return changed + list.slice(end);
}

/** The attributes of a list, by name; of those that are there twice the last. */
export function readAttributes(list: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  changeAttributes(list, ({ name, value }) => void values.set(name, value));
  return values;
}
