import type { CliIo } from '../io.ts';
import { formatTable } from './format-table.ts';
import { paintFor } from './paint.ts';
import type { Paint } from './paint.ts';

/** One of several things. */
export interface Entry {
  readonly value: unknown;
  /** For people. */
  readonly cells: readonly string[];
}

/** Prints for people or, with `--json`, for programs. */
export interface Printer {
  /** Colours of what goes to standard output. */
  readonly paint: Paint;
  /** What a command found, as a whole. For programs one JSON document. */
  result(value: unknown, text: string): void;
  /** One of several things that a command found. For programs one line of JSON. */
  item(value: unknown, text: string): void;
  /** Several things at once: for people a table, for programs a line of JSON each. */
  list(entries: readonly Entry[], whenEmpty: string): void;
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
    list(entries, whenEmpty) {
      if (json) for (const { value } of entries) stdout.write(`${JSON.stringify(value)}\n`);
      else if (entries.length === 0) stdout.write(`${whenEmpty}\n`);
      else stdout.write(`${formatTable(entries.map(({ cells }) => cells))}\n`);
    },
    note: (text) => {
      if (!json) stderr.write(`${text}\n`);
    },
  };
}
