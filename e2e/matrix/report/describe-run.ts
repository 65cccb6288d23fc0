import { NOT_EXPRESSIBLE, SHOWN_ELSEWHERE, entryAgainst } from '../not-expressible.ts';
import type { BrowserName } from '../not-expressible.ts';
import type { RowFigures } from '../harness/row-test.ts';
import { describeFigures } from './describe-figures.ts';

/** What one row measured in one engine and one browser. */
export interface Result extends RowFigures {
  readonly browser: string;
  readonly isKept: boolean;
}

const BROWSERS: readonly { readonly id: BrowserName; readonly name: string }[] = [
  { id: 'chromium', name: 'Chromium' },
  { id: 'firefox', name: 'Firefox' },
  { id: 'webkit', name: 'WebKitGTK' },
];

const ENGINES: Readonly<Record<string, string>> = {
  ...{ videojs: 'video.js', hlsjs: 'hls.js', shaka: 'Shaka', dashjs: 'dash.js' },
  native: 'the browser',
};

const PARTS = [
  { title: 'Asking for a pass', rows: /^T/, hasEngine: false, in: BROWSERS },
  { title: 'Media', rows: /^[MN]/, hasEngine: true, in: BROWSERS },
  { title: 'On the server', rows: /^S/, hasEngine: false, in: [{ id: 'chromium', name: 'Node' }] },
] as const;

type Part = (typeof PARTS)[number];

/** A run of the matrix, for the documentation. */
export function describeRun(
  results: readonly Result[],
  versions: ReadonlyMap<string, string>,
): string {
  const kept = results.filter(({ isKept }) => isKept).length;
  return [
    `${BROWSERS.map(({ id, name }) => versions.get(id) ?? `${name}: did not run`).join('; ')}. ${kept} of ${results.length} are kept.`,
    ...PARTS.map((part) => `### ${part.title}\n\n${tableOf(part, results)}`),
    `### Left out\n\n${leftOut()}`,
  ].join('\n\n');
}

function tableOf(part: Part, results: readonly Result[]): string {
  const lines = new Map<string, Result[]>();
  const ours = results.filter(({ id }) => part.rows.test(id)).toSorted(byRow);
  for (const result of ours) {
    const line = `${result.id} ${result.engine ?? ''}`;
    lines.set(line, [...(lines.get(line) ?? []), result]);
  }
  const heads = [
    ...['row', 'what happens', ...(part.hasEngine ? ['engine'] : []), 'comes to'],
    ...part.in.map(({ name }) => name),
    ...(part.hasEngine ? ['without the kit'] : []),
  ];
  const rows = [...lines.values()].flatMap((line) => lineOf(part, line));
  return table([heads, ...rows]);
}

const COLLATOR = new Intl.Collator('en', { numeric: true });
const ORDER = Object.keys(ENGINES);

/** By number, and then in the order of the engines. */
const byRow = (one: Result, other: Result): number =>
  COLLATOR.compare(one.id, other.id) ||
  ORDER.indexOf(one.engine ?? '') - ORDER.indexOf(other.engine ?? '');

function lineOf(part: Part, line: readonly Result[]): readonly (readonly string[])[] {
  const [first] = line;
  if (first === undefined) return [];
  const { id, title, engine, figures } = first;
  const bare = line.find((one) => one.figures.bare)?.figures.bare;
  const without =
    bare && `${bare.refused} refused, ${bare.named ? `\`${bare.named}\`` : 'no error'}`;
  return [
    [
      ...[id, title, ...(part.hasEngine ? [ENGINES[engine ?? ''] ?? ''] : [])],
      figures.outcome.includes(' ') ? figures.outcome : `\`${figures.outcome}\``,
      ...part.in.map((browser) =>
        cellOf(
          first,
          line.find((one) => one.browser === browser.id),
          browser.id,
        ),
      ),
      ...(part.hasEngine ? [without ?? ''] : []),
    ],
  ];
}

function cellOf(row: Result, result: Result | undefined, browser: BrowserName): string {
  if (result !== undefined)
    return `${result.isKept ? '' : '**not kept** '}${describeFigures(result.figures)}`;
  const entry = entryAgainst(row, browser);
  return entry === undefined ? 'not played' : `– (${NOT_EXPRESSIBLE.indexOf(entry) + 1})`;
}

/** The list by whose numbers the tables say why a row is left out. */
function leftOut(): string {
  const numbered = NOT_EXPRESSIBLE.map(({ engines, browsers, reason }, i) => {
    const names = [
      ...(engines ?? []).map((engine) => ENGINES[engine] ?? ''),
      ...(browsers ?? []).map((id) => BROWSERS.find((browser) => browser.id === id)?.name ?? ''),
    ];
    return `${i + 1}. ${names.join(', ')}: ${reason}.`;
  });
  const elsewhere = SHOWN_ELSEWHERE.map(
    ({ ids, reason, test }) => `- ${ids}: ${reason}. [\`${test}\`](../${test})`,
  );
  return `${numbered.join('\n')}\n\nShown by tests of their own:\n\n${elsewhere.join('\n')}`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(...all.map((cells) => (cells[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = all;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join(
    '\n',
  );
}
