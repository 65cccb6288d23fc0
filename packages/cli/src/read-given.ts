import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import type { Call } from './command.ts';

/**
 * Reads what a command is given: a file or, with `-` or nothing, standard input.
 *
 * @throws {CliError} `usage`, without the name: somebody may have given the secret itself.
 */
export async function readGiven(
  { io, printer }: Pick<Call, 'io' | 'printer'>,
  file: string | undefined,
): Promise<string> {
  if (file !== undefined && file !== '-')
    return readFile(resolve(io.cwd, file), 'utf8').catch(() => {
      throw new CliError(
        'usage',
        'There is no such file. A file’s name is asked for here, or - for standard input; never the credential itself.',
      );
    });
  if (io.stdin.isTTY === true) printer.note('Reading what you type; end it with Ctrl-D.');
  const text = await io.stdin.read();
  if (text.trim() === '') throw new CliError('usage', 'Standard input is empty.');
  return text;
}
