import { CliError } from './cli-error.ts';

/**
 * Reads a length of time.
 *
 * @param name The option's, for messages.
 * @throws {CliError} `usage`
 */
export function readSeconds(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new CliError('usage', `${name} must be a whole number of seconds from 1 on.`);
  return Number(text);
}
