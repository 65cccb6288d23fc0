import { CliError } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { readGiven } from '../read-given.ts';

/**
 * Reads tokens from a file or standard input, one on each line.
 *
 * @throws {CliError} `usage`
 */
export async function readTokens(call: Call): Promise<readonly string[]> {
  const text = await readGiven(call, call.operands[0]);
  const tokens = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const odd = tokens.findIndex((token) => !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token));
  if (odd !== -1)
    throw new CliError('usage', `Line ${odd + 1} is no token. Give one whole JWT on each line.`);
  return tokens;
}
