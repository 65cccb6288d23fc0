/** One attribute of a tag. */
export interface Attribute {
  readonly name: string;
  /** Without its quotes. */
  readonly value: string;
  readonly isQuoted: boolean;
}

const ATTRIBUTE = /(\s*)([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))(,|\s*$)/y;

/**
 * Rewrites quoted values of an attribute list. What is no attribute list, from there on, stays as it is.
 *
 * @param change Gives the new value of an attribute, or `undefined` to leave it.
 * @see RFC 8216, section 4.2
 */
export function changeAttributes(
  list: string,
  change: (attribute: Attribute) => string | undefined,
): string {
  let changed = '';
  let end = 0;
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(list); found !== null; found = ATTRIBUTE.exec(list)) {
    const [whole, space = '', name = '', quoted, plain = '', comma = ''] = found;
    const isQuoted = quoted !== undefined;
    const value = isQuoted ? change({ name, value: quoted, isQuoted }) : undefined;
    changed += value === undefined ? whole : `${space}${name}="${value}"${comma}`;
    if (!isQuoted) change({ name, value: plain, isQuoted });
    end = ATTRIBUTE.lastIndex;
    if (end === list.length) break;
  }
  return changed + list.slice(end);
}

/** The attributes of a list, by name; of those that are there twice the last. */
export function readAttributes(list: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  changeAttributes(list, ({ name, value }) => void values.set(name, value));
  return values;
}
