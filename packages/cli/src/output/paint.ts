import type { CliIo, Output } from '../io.ts';

/** Colours, where there are any. */
export interface Paint {
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours for people only, and only for those who want them (no-color.org). */
export function paintFor({ isTTY = false }: Output, env: CliIo['env']): Paint {
  const coloured = isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const inColour =
    (code: number) =>
    (text: string): string =>
      coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    good: inColour(32),
    warning: inColour(33),
    bad: inColour(31),
    strong: inColour(1),
    faint: inColour(2),
  };
}
