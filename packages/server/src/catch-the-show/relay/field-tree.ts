import { jsonMember } from '../../json-member.ts';
import { ServerError } from '../../server-error.ts';

/** Which members pass. One without branches is a value: a text, a number, true, false, null, or a list of those. */
export type FieldTree = ReadonlyMap<string, FieldTree>;

const FIELD = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads names such as `title` and `data.title`.
 *
 * @throws {ServerError} `config`
 */
export function readFieldTree(names: readonly string[], option: string): FieldTree {
  const paths = names.map((name) => String(name).split('.'));
  if (!paths.flat().every((step) => FIELD.test(step)))
    throw new ServerError('config', `${option} must hold names such as title or data.title.`);
  return grow(paths);
}

function grow(paths: readonly (readonly string[])[]): FieldTree {
  const names = new Set(paths.flatMap(([name]) => name ?? []));
  const below = (name: string): (readonly string[])[] =>
    paths.filter((path) => path[0] === name && path.length > 1).map((path) => path.slice(1));
  return new Map([...names].map((name) => [name, grow(below(name))]));
}

/** What of a JSON value passes; `undefined` if nothing does, as where no name is listed. Lists are gone through, lists of lists are not. */
export function pickFields(value: unknown, fields: FieldTree): unknown {
  return fields.size === 0 ? undefined : pick(value, fields);
}

function pick(value: unknown, fields: FieldTree): unknown {
  return Array.isArray(value)
    ? value.map((one) => pickOne(one, fields)).filter((one) => one !== undefined)
    : pickOne(value, fields);
}

function pickOne(value: unknown, fields: FieldTree): unknown {
  if (typeof value !== 'object' || value === null) return fields.size === 0 ? value : undefined;
  if (Array.isArray(value) || fields.size === 0) return undefined;
  return Object.fromEntries(
    [...fields].flatMap(([name, below]) => {
      const picked = pick(jsonMember(value, name), below);
      return picked === undefined ? [] : [[name, picked]];
    }),
  );
}
