import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';
import type { Command, CommandOption, Operand } from './command.ts';

/** What every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, CommandOption>> = {
  config: { value: 'file', about: 'the configuration (default playgate.config.json)' },
  json: { about: 'print JSON, for programs' },
  help: { about: 'print this' },
};

/** The arguments of a command, told apart. */
export interface ParsedArguments {
  readonly operands: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/**
 * Tells operands and options apart. No message repeats an argument: it may be a secret that nobody recognised.
 *
 * @throws {CliError} `usage`
 */
export function parseCall(command: Command, args: readonly string[]): ParsedArguments {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        {
          type: value === undefined ? ('boolean' as const) : ('string' as const),
          ...(name === 'help' && { short: 'h' }),
        },
      ]),
    ),
  });
  const operands: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, value, inlineValue } = token;
    // An option where a value should stand: `--name=--value` is how to mean it.
    const isForgotten = inlineValue === false && value.startsWith('--');
    checkOption(name, isForgotten ? undefined : value, options[name]);
    if (value === undefined) flags.add(name);
    else values.set(name, value);
  }
  if (!flags.has('help')) checkOperands(command, operands.length);
  return { operands, values, flags };
}

function checkOption(
  name: string,
  value: string | undefined,
  option: CommandOption | undefined,
): void {
  if (option === undefined) {
    const shown = /^[a-z][a-z-]{0,19}$/.test(name) ? ` --${name}` : '';
    throw new CliError('usage', `There is no such option${shown}; --help lists them.`);
  }
  if (option.value !== undefined && (value === undefined || value === ''))
    throw new CliError('usage', `--${name} needs a value: --${name} <${option.value}>.`);
  if (option.value === undefined && value !== undefined)
    throw new CliError('usage', `--${name} takes no value.`);
}

function checkOperands({ name, operands }: Command, given: number): void {
  const least = operands.filter(({ optional }) => optional !== true).length;
  const most = operands.some(({ many }) => many === true) ? Infinity : operands.length;
  if (given < least)
    throw new CliError('usage', `${name} needs ${operands.map(operandText).join(' ')}.`);
  if (given > most)
    throw new CliError(
      'usage',
      most === 0
        ? `${name} takes options only.`
        : `${name} takes ${operands.map(operandText).join(' ')} and no more.`,
    );
}

/** An operand as usage lines have it. */
export function operandText({ name, optional, many }: Operand): string {
  const text = `<${name}>${many === true ? '…' : ''}`;
  return optional === true ? `[${text}]` : text;
}
