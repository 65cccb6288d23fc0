import { ServerError } from '../server-error.ts';

/** The values of a hashlock by the names of its fields. */
export type HashlockValues = Readonly<Record<string, string>>;

/** Visible ASCII and space, without the separator of the signed string. */
const VALUE = /^[ -{}~]+$/;
/**
 * MD5 works in blocks of 64 bytes. As long as no viewer can choose a whole block, no two viewers can be made that sign alike.
 */
const MOST_CHARACTERS = 63;
const NAME = /^(?!hash(?:Expire)?$)[A-Za-z][A-Za-z0-9_.-]{0,127}$/;
const MOST_FIELDS = 16;

/** Whether these values may be signed together: different ones then always make different signed strings, and no known collision. */
export function areHashlockValues(values: readonly unknown[]): values is readonly string[] {
  let characters = values.length - 1;
  for (const value of values) {
    if (typeof value !== 'string' || !VALUE.test(value)) return false;
    characters += value.length;
  }
  return characters <= MOST_CHARACTERS;
}

/**
 * Checks the names of fields. They are fixed, since the vendor's digest does not cover names.
 *
 * @throws {ServerError} `config`
 */
export function hashlockFields(fields: readonly string[]): readonly string[] {
  const named = fields.every((name) => NAME.test(name));
  const distinct = fields.every((name, i) => fields.indexOf(name) === i);
  if (fields.length === 0 || fields.length > MOST_FIELDS || !named || !distinct)
    throw new ServerError(
      'config',
      `fields must be 1 to ${MOST_FIELDS} different names of letters, digits, ".", "_" and "-" that start with a letter, none of them "hash" or "hashExpire". The first names the viewer.`,
    );
  return [...fields];
}

/**
 * The values in the order of the fields.
 *
 * @throws {ServerError} `invalid_value`
 */
export function orderedValues(
  fields: readonly string[],
  values: HashlockValues,
): readonly string[] {
  const ordered = fields.map((name) => (Object.hasOwn(values, name) ? values[name] : undefined));
  if (Object.keys(values).length !== fields.length || !areHashlockValues(ordered))
    throw new ServerError(
      'invalid_value',
      `The values must be those of ${fields.join(', ')}: visible ASCII without "|", together at most ${MOST_CHARACTERS} characters. Use an internal id.`,
    );
  return ordered;
}
