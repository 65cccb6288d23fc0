import type { JsonObject } from '../../../json-members.ts';
import { SandboxError } from '../../../sandbox-error.ts';

/** @throws {SandboxError} `invalid_option` with that message. */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}

/** A misspelt member would otherwise change nothing, and say nothing. */
export function allowDetails(details: JsonObject, names: readonly string[]): void {
  const known = Object.keys(details).every((name) => names.includes(name));
  check(known, `Only these can be given: ${names.join(', ')}.`);
}
