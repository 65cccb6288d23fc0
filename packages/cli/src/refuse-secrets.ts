import { secretShapeIn } from '@playgate/server/doctor';
import { CliError } from './cli-error.ts';

/** An authentication response, however it is quoted. */
const HASHLOCK = /"hash"|%22hash%22|^\s*\[\s*\{/i;

/**
 * Takes no credential as an argument: every user of the machine can see arguments, and the shell keeps them.
 *
 * @throws {CliError} `usage`, without the argument.
 */
export function refuseSecrets(argv: readonly string[]): void {
  for (const [i, argument] of argv.entries()) {
    const shape = secretShapeIn(argument) ?? (HASHLOCK.test(argument) ? 'a hashlock' : undefined);
    if (shape !== undefined)
      throw new CliError(
        'usage',
        `Argument ${i + 1} looks like ${shape}. Other users of this machine can see arguments, and shells keep them. Give it in a file or by standard input, and a key by the configuration file.`,
      );
  }
}
