import type { Config } from './config/config.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliIo } from './io.ts';
import type { Printer } from './output/printer.ts';

/** One option of a command. */
export interface CommandOption {
  /** What its value is, such as `file`. Absent: it takes none. */
  readonly value?: string;
  readonly about: string;
}

/** One thing that stands after a command's name. */
export interface Operand {
  readonly name: string;
  readonly optional?: true;
  /** There may be several of them. Only the last operand. */
  readonly many?: true;
}

/** One command of `playgate`. */
export interface Command {
  /** One or two words, such as `keys make`. */
  readonly name: string;
  /** What it does: one sentence. */
  readonly about: string;
  readonly operands: readonly Operand[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** What else there is to know. */
  readonly details?: string;
  /** A command line. */
  readonly example: string;
  run(call: Call): Promise<ExitCode>;
}

/** One call of a command. */
export interface Call {
  readonly operands: readonly string[];
  /** The value of an option that takes one. */
  option(name: string): string | undefined;
  /** Whether an option that takes no value was given. */
  flag(name: string): boolean;
  readonly io: CliIo;
  readonly printer: Printer;
  /**
   * The configuration, read when it is first needed.
   *
   * @throws {CliError} `config`
   */
  config(): Promise<Config>;
}
