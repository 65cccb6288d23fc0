import { ProtocolError } from './protocol-error.ts';
import { isSecureUrl } from './secure-url.ts';

/**
 * Turns an unknown value into a known one.
 *
 * @param member The path by which an error calls it.
 * @throws {ProtocolError}
 */
export type Parser<T> = (value: unknown, member: string) => T;

/** An object of unknown members, as JSON gives it, and where it stands. */
export interface Members {
  readonly values: Readonly<Record<string, unknown>>;
  /** What stands before the name of a member: nothing, or a path that ends with a dot. */
  readonly path: string;
}

/** What no text of a pass may hold: it could forge lines of a log. */
const CONTROL = /[\u0000-\u001f\u007f]/;

export function invalid(member: string, must: string): ProtocolError {
  return new ProtocolError('invalid_member', member, `${member} must be ${must}.`);
}

/**
 * The members of a whole body.
 *
 * @param what What it is meant to be, for the error.
 * @throws {ProtocolError} `not_an_object`
 */
export function bodyOf(input: unknown, what: string): Members {
  if (isObject(input)) return { values: input, path: '' };
  throw new ProtocolError('not_an_object', '', `${what} must be a JSON object.`);
}

/** @throws {ProtocolError} `unsupported_version` */
export function checkVersion(body: Members): void {
  if (own(body, 'version') !== 1)
    throw new ProtocolError('unsupported_version', 'version', `version must be 1. ${UPDATE}`);
}

/** What to do about what only a later version knows. */
export const UPDATE = 'Update the Playgate packages.';

/** A member that must be there. */
export function need<T>(of: Members, name: string, parse: Parser<T>): T {
  return parse(own(of, name), of.path + name);
}

/** A member that may be there, as an object to be spread: empty if it is not. `as` is its name in the result. */
export function may<N extends string, T>(
  of: Members,
  name: N,
  parse: Parser<T>,
): { readonly [P in N]?: T };
export function may<K extends string, T>(
  of: Members,
  name: string,
  parse: Parser<T>,
  as: K,
): { readonly [P in K]?: T };
export function may(of: Members, name: string, parse: Parser<unknown>, as = name): object {
  const value = own(of, name);
  return value === undefined || value === null ? {} : { [as]: parse(value, of.path + name) };
}

export const object: Parser<Members> = (values, member) => {
  if (isObject(values)) return { values, path: `${member}.` };
  throw invalid(member, 'an object');
};

export function list<T>(most: number, parse: Parser<T>): Parser<readonly T[]> {
  return (value, member) => {
    if (Array.isArray(value) && value.length <= most)
      return value.map((item: unknown, i) => parse(item, `${member}[${i}]`));
    throw invalid(member, `an array of at most ${most}`);
  };
}

export function oneOf<T>(allowed: readonly T[]): Parser<T> {
  return (value, member) => {
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw invalid(member, `one of ${allowed.join(', ')}`);
  };
}

export function number(least: number, most: number, isWhole = false): Parser<number> {
  return (value, member) => {
    if (typeof value === 'number' && value >= least && value <= most && !(isWhole && value % 1))
      return value;
    throw invalid(member, `a${isWhole ? ' whole' : ''} number from ${least} to ${most}`);
  };
}

export function text(most: number, least = 1): Parser<string> {
  return (value, member) => {
    if (typeof value === 'string' && value.length >= least && value.length <= most)
      if (!CONTROL.test(value)) return value;
    throw invalid(member, `${least} to ${most} characters, none of them control`);
  };
}

/** An object whose values are texts, for example query parameters. Its keys are its own: `__proto__` is data. */
export function texts(most: number): Parser<Readonly<Record<string, string>>> {
  return (value, member) => {
    const entries = Object.entries(object(value, member).values);
    if (entries.length > 64) throw invalid(member, 'an object of at most 64 members');
    const [name, content] = [text(128), text(most, 0)];
    return Object.fromEntries(
      entries.map(([key, item]) => [name(key, member), content(item, `${member}.*`)]),
    );
  };
}

/** An absolute https URL, or http on loopback, without user. */
export const url: Parser<string> = (value, member) => {
  const written = text(4096)(value, member);
  const parsed = urlOf(written);
  if (parsed && isSecureUrl(parsed) && !parsed.username && !parsed.password) return written;
  throw invalid(member, 'an absolute https URL without user (http on loopback only)');
};

/** What a URL parser makes of a text, if it is an absolute URL. */
export function urlOf(written: string): URL | undefined {
  try {
    return new URL(written);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Members['values'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, if the object itself has it: nothing is read from a prototype. */
function own({ values }: Members, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
