import type { Command, CommandOption } from './command.ts';
import { formatTable } from './output/format-table.ts';
import { COMMON_OPTIONS, operandText } from './parse-call.ts';

const EXIT_CODES = `Exit codes: 0 done, 1 something is wrong or could not be done, 2 wrong usage, 3 wrong configuration,
4 the vendor refused or did not answer, 130 stopped by Ctrl-C.`;

/** What there is. */
export function formatOverview(commands: readonly Command[]): string {
  return `Keys, passes, locks, blacklists and reports of video vendors, and a doctor.

  playgate <command> [options]

${formatTable(
  commands.map(({ name, about }) => [name, about]),
  '  ',
)}

  playgate help <command>   says more of one, as <command> --help and -h do
  playgate --version

No secret is taken as an argument: playgate.config.json says in which environment variable or file it is.
${EXIT_CODES}`;
}

/** How one command is used. */
export function formatHelp({ name, about, operands, options, details, example }: Command): string {
  const usage = ['playgate', name, ...operands.map(operandText), '[options]'].join(' ');
  return [
    about,
    `  ${usage}`,
    ...(details === undefined ? [] : [details]),
    formatTable(
      Object.entries({ ...options, ...COMMON_OPTIONS }).map(([option, spec]) => [
        optionText(option, spec),
        spec.about,
      ]),
      '  ',
    ),
    `Example:\n  ${example}`,
  ].join('\n\n');
}

function optionText(name: string, { value }: CommandOption): string {
  return value === undefined ? `--${name}` : `--${name} <${value}>`;
}
