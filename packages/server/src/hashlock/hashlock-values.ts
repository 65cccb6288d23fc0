import { ServerError } from '../server-error.ts';

/** The values of a hashlock by the names of its fields. */
export type HashlockValues = Readonly<Record<string, string>>;

/** Visible ASCII and space, without the separator of the signed string. At most 128 characters. */
const VALUE = /^[ -{}~]{1,128}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;
const CONTROL_NAMES: ReadonlySet<string> = new Set(['hash', 'hashExpire']);
const MOST_FIELDS = 16;

/** Whether a value may be signed: different values then always make different signed strings. */
export function isHashlockValue(value: unknown): value is string {
  return typeof value === 'string' && VALUE.test(value);
}

/**
 * Checks the names of fields. They are fixed, since the vendor's digest does not cover names.
 *
 * @throws {ServerError} `config`
 */
export function hashlockFields(fields: readonly string[]): readonly string[] {
  const named = fields.every((name) => NAME.test(name) && !CONTROL_NAMES.has(name));
  const distinct = new Set(fields).size === fields.length;
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
 * @throws {ServerError} `invalid_value`, naming the field.
 */
export function orderedValues(fields: readonly string[], values: HashlockValues): string[] {
  for (const name of Object.keys(values))
    if (!fields.includes(name))
      throw new ServerError('invalid_value', 'A value has a name that fields does not declare.');
  return fields.map((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!isHashlockValue(value))
      throw new ServerError(
        'invalid_value',
        `${name} must be 1 to 128 visible ASCII characters without "|". Use an internal id.`,
      );
    return value;
  });
}
