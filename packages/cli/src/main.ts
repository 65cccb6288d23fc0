import { CliError } from './cli-error.ts';
import type { Call, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { Config } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { formatHelp, formatOverview } from './format-help.ts';
import type { CliIo } from './io.ts';
import { createPrinter } from './output/printer.ts';
import { parseCall } from './parse-call.ts';
import type { ParsedArguments } from './parse-call.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { reportFailure } from './report-failure.ts';
import { VENDORS } from './vendors/vendors.ts';
import { readVersion } from './read-version.ts';

/**
 * Runs one command. Uses nothing of the process but files, and never throws.
 *
 * @param argv What follows `playgate`.
 * @returns The exit code.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    refuseSecrets(argv);
    return await run(argv, io);
  } catch (error) {
    return reportFailure(error, io, argv.includes('--json'));
  }
}

async function run(given: readonly string[], io: CliIo): Promise<ExitCode> {
  const argv = commandFirst(given);
  const [first = '--help', second] = argv;
  if (first === '--version') return say(io, await readVersion());
  if (first === '--help') return say(io, formatOverview(COMMANDS));
  const group = COMMANDS.filter(({ name }) => name === first || name.startsWith(`${first} `));
  const command = group.find(({ name }) => name === first || name === `${first} ${second}`);
  if (command !== undefined) return runCommand(command, argv, io);
  if (group.length > 0 && argv.some(isHelp)) return say(io, formatOverview(group));
  throw new CliError('usage', group.length > 0 ? among(group) : UNKNOWN);
}

const HELP: readonly string[] = ['-h', '--help', 'help'];

function isHelp(argument: string): boolean {
  return argument === '-h' || argument === '--help';
}

/** What may stand before a command is what may stand behind it. `playgate help` and `-h` are `--help`. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const found = argv.findIndex((one) => one !== '--json' && !HELP.includes(one));
  const at = found === -1 ? argv.length : found;
  const help = argv.slice(0, at).some((one) => HELP.includes(one)) ? ['--help'] : [];
  return [...argv.slice(at), ...help, ...argv.slice(0, at).filter((one) => one === '--json')];
}

const SECTIONS = [...VENDORS.map(({ section }) => section), 'doctor'];
const UNKNOWN = 'There is no such command. playgate --help lists them.';

function among(group: readonly Command[]): string {
  return `Say which: ${group.map(({ name }) => `playgate ${name}`).join(', ')}.`;
}

async function runCommand(command: Command, argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const parsed = parseCall(command, argv.slice(command.name.split(' ').length));
  if (parsed.flags.has('help')) return say(io, formatHelp(command));
  return command.run(callOf(parsed, io));
}

function callOf({ operands, values, flags }: ParsedArguments, io: CliIo): Call {
  let config: Promise<Config> | undefined;
  return {
    operands,
    option: (name) => values.get(name),
    flag: (name) => flags.has(name),
    io,
    printer: createPrinter(io, flags.has('json')),
    config: () => (config ??= readConfig(io, SECTIONS, values.get('config'))),
  };
}

function say({ stdout }: CliIo, text: string): ExitCode {
  stdout.write(`${text}\n`);
  return EXIT.ok;
}
