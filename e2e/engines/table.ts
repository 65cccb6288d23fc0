import { COUNTED_MS, LIFETIME_MS, WATCH_SECONDS } from './measure.ts';
import type { Figures, Set } from './measure.ts';

/** One engine's figures. */
export interface Row {
  readonly name: string;
  readonly figures: Readonly<Record<Set, Figures>>;
}

const HEADS: Readonly<Record<Set, string>> = { kit: 'with Playgate', plain: 'header by a timer' };

/** The figures of a run, for the documentation. */
export function describe(browser: string, rows: readonly Row[]): string {
  const each = (cells: (name: string, head: string, figures: Figures) => readonly string[]) =>
    rows.flatMap(({ name, figures }) =>
      (['kit', 'plain'] as const).map((set) => cells(name, HEADS[set], figures[set])),
    );
  return `${browser}, one run. Passes of ${LIFETIME_MS / 1000} s, ${WATCH_SECONDS} s of a film of ten minutes watched:

${table([
  [
    ...['engine', 'set-up', 'first frame', 'stalls', 'stalled', 'errors'],
    ...['credentials used', 'requests refused'],
  ],
  ...each((name, head, of) => [
    ...[name, head, `${Math.round(of.firstFrameMs)} ms`, `${of.stalls}`],
    ...[`${(of.stalledMs / 1000).toFixed(1)} s`, `${of.errors}`, `${of.passes}`],
    `${of.refusedPlaying}`,
  ]),
])}

Every segment refused for good, counted for ${COUNTED_MS / 1000} s:

${table([
  [
    'engine',
    'set-up',
    'refused requests',
    'in flight at the first',
    'ended after',
    'and the end is named',
  ],
  ...each((name, head, of) => [
    ...[name, head, `${of.refused}`, `${of.wave}`],
    of.endedMs === undefined ? '–' : `${(of.endedMs / 1000).toFixed(1)} s`,
    of.named === undefined ? 'no' : `\`${of.named}\``,
  ]),
])}

![Refused requests over the seconds after the first, each engine with Playgate and without](engines.svg)`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) =>
    Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** What does not hold, of what is promised of the kit. */
export function broken({ name, figures: { kit } }: Row): readonly string[] {
  const claims: readonly (readonly [boolean, string])[] = [
    [kit.stalls === 0, `${kit.stalls} stalls`],
    [kit.errors === 0, `${kit.errors} errors`],
    [kit.refused <= Math.min(8, kit.wave + 2), `${kit.refused} refused, of a wave of ${kit.wave}`],
    [(kit.endedMs ?? Infinity) <= 5000, `ended after ${kit.endedMs} ms`],
    [kit.named === 'pass_refused', `the end is named ${kit.named}`],
  ];
  return claims.filter(([holds]) => !holds).map(([, what]) => `${name}: ${what}`);
}
