import type { CliIo } from '../io.ts';
import { paintFor } from './paint.ts';
import type { Paint } from './paint.ts';

/** Prints for people or, with `--json`, for programs. */
export interface Printer {
  /** Colours of what goes to standard output. */
  readonly paint: Paint;
  /** What a command found, as a whole. For programs one JSON document. */
  result(value: unknown, text: string): void;
  /** One of several things that a command found. For programs one line of JSON. */
  item(value: unknown, text: string): void;
  /** What only people want to know, on standard error. */
  note(text: string): void;
}

/** @param json Whether programs read it. */
export function createPrinter(
  { stdout, stderr, env }: Pick<CliIo, 'stdout' | 'stderr' | 'env'>,
  json: boolean,
): Printer {
  return {
    paint: paintFor(stdout, env),
    result: (value, text) => stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`),
    item: (value, text) => stdout.write(`${json ? JSON.stringify(value) : text}\n`),
    note: (text) => {
      if (!json) stderr.write(`${text}\n`);
    },
  };
}
