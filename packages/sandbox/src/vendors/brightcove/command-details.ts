import type { JsonObject } from '../../json-members.ts';
import { isText } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';

/** Reads one member of what a command was given; `undefined` when it is not there. */
export function detail<T>(
  details: JsonObject,
  name: string,
  is: (value: unknown) => value is T,
  what: string,
): T | undefined {
  const value = details[name];
  if (value === undefined) return undefined;
  if (!is(value)) throw new SandboxError('invalid_option', `${name} must be ${what}.`);
  return value;
}

/** As {@link detail}, for a member that must be there. */
export function neededDetail<T>(...given: Parameters<typeof detail<T>>): T {
  const value = detail(...given);
  if (value === undefined)
    throw new SandboxError('invalid_option', `${given[1]} must be ${given[3]}.`);
  return value;
}

/** A misspelt member would otherwise change nothing, and say nothing. */
export function allowDetails(details: JsonObject, names: readonly string[]): void {
  const stranger = Object.keys(details).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new SandboxError('invalid_option', `Only these can be given: ${names.join(', ')}.`);
}

export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

export const isMs = (value: unknown): value is number =>
  Number.isFinite(value) && Number(value) >= 0;

export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

export const isName = (value: unknown): value is string => isText(value) && value !== '';

export const isDigits = (value: unknown): value is string =>
  isText(value) && /^\d{1,20}$/.test(value);

export const isWordOf =
  <Word extends string>(words: readonly Word[]) =>
  (value: unknown): value is Word =>
    words.some((word) => word === value);
