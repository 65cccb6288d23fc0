import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import type { Call } from './command.ts';

/**
 * Reads what a command is given: a file or, with `-` or nothing, standard input.
 *
 * @throws {CliError} `usage` when there is nothing; without the name: somebody may have given the secret itself.
 */
export async function readGiven(
  { io, printer }: Pick<Call, 'io' | 'printer'>,
  file: string | undefined,
): Promise<string> {
  const isFile = file !== undefined && file !== '-';
  if (!isFile && io.stdin.isTTY === true)
    printer.note('Reading what you type; end it with Ctrl-D.');
  const text = isFile ? await readGivenFile(resolve(io.cwd, file)) : await io.stdin.read();
  if (text.trim() === '')
    throw new CliError('usage', `${isFile ? 'The file' : 'Standard input'} is empty.`);
  return text;
}

function readGivenFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CliError(
      'usage',
      'There is no such file. A file’s name is asked for here, or - for standard input; never the credential itself.',
    );
  });
}
