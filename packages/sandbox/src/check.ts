import { SandboxError } from './sandbox-error.ts';

/** @throws {SandboxError} `invalid_option`, unless it holds. */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}
