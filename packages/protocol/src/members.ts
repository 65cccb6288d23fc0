import { ProtocolError } from './protocol-error.ts';
import { isLoopbackHost } from './loopback.ts';

/** An object of unknown members, as JSON gives it. */
export type Members = Readonly<Record<string, unknown>>;

export function invalid(member: string, must: string): ProtocolError {
  return new ProtocolError('invalid_member', member, `${member} must be ${must}.`);
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, if the object itself has it: nothing is read from a prototype. */
export function own(object: Members, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectAt(value: unknown, member: string): Members {
  if (!isObject(value)) throw invalid(member, 'an object');
  return value;
}

export function arrayAt(value: unknown, member: string, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most)
    throw invalid(member, `an array of at most ${most}`);
  return value;
}

/** Visible text: no control characters. */
const CONTROL = /[\u0000-\u001f\u007f]/;

export function textAt(value: unknown, member: string, most: number): string {
  if (typeof value !== 'string' || value === '' || value.length > most || CONTROL.test(value))
    throw invalid(member, `a text of 1 to ${most} characters, none of them control`);
  return value;
}

export function optional<T>(
  object: Members,
  name: string,
  prefix: string,
  parse: (value: unknown, member: string) => T,
): T | undefined {
  const value = own(object, name);
  return value === undefined || value === null ? undefined : parse(value, prefix + name);
}

/** An object whose values are texts, for example query parameters. Its keys are its own: `__proto__` is data. */
export function textsAt(
  value: unknown,
  member: string,
  most: number,
): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(value, member));
  if (entries.length > 64) throw invalid(member, 'an object of at most 64 members');
  return Object.fromEntries(
    entries.map(([name, text]) => {
      if (typeof text !== 'string' || text.length > most || CONTROL.test(text))
        throw invalid(`${member}.*`, `a text of at most ${most} characters, none of them control`);
      return [textAt(name, `a name in ${member}`, 128), text];
    }),
  );
}

/** An absolute https URL, or http on loopback, without user. */
export function urlAt(value: unknown, member: string): string {
  const text = textAt(value, member, 4096);
  const { protocol, hostname, username, password } = urlOf(text) ?? {};
  const isSecure =
    protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname ?? ''));
  if (!isSecure || username || password)
    throw invalid(member, 'an absolute https URL without user (http on loopback only)');
  return text;
}

/** What a URL parser makes of a text, if it is an absolute URL. */
export function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
