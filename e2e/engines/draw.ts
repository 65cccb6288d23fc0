import { COUNTED_MS } from './measure.ts';
import type { Set } from './measure.ts';
import type { Row } from './table.ts';

const [WIDTH, PANEL, LEFT, RIGHT, TOP, GAP] = [1200, 180, 60, 24, 100, 50];
const SECONDS = COUNTED_MS / 1000;
const SETS: readonly Set[] = ['plain', 'kit'];
/** The scale of the counts: each line is four times the one before. */
const LINES = [1, 4, 16, 64, 256];
const MOST = 256;
const STYLE = `
  svg { --paper: #fff; --ink: #1f2430; --faint: #6b7280; --grid: #e5e7eb; --plain: #8a93a3; --kit: #1f77c9 }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14171e; --ink: #e6e8ee; --faint: #98a1b0; --grid: #2a303b; --plain: #8a93a3; --kit: #62aef2 }
  }
  rect.paper { fill: var(--paper) } text { fill: var(--ink) } .faint { fill: var(--faint) } .grid { stroke: var(--grid) }
  .line { fill: none; stroke-width: 2.5 } .plain { stroke: var(--plain) } .kit { stroke: var(--kit) }
`;

/** Draws how requests go on being refused when every one is: a step for each, over the seconds since the first. */
export function draw(browser: string, rows: readonly Row[]): string {
  const height = TOP + rows.length * (PANEL + GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    text(LEFT, 26, 'Requests after a final no', 'font-size="18" font-weight="600"'),
    text(
      LEFT,
      48,
      `${browser}; refused requests so far (each line is four times the one below), over seconds since the first`,
      'class="faint"',
    ),
    ...[
      ['kit', 'with Playgate'],
      ['plain', 'header by a timer'],
    ].map(
      ([set, name = ''], i) =>
        `<path class="line ${set}" d="M${LEFT + i * 180} 70h28"/>${text(LEFT + 36 + i * 180, 74, name)}`,
    ),
    ...rows.map((row, i) => panel(row, TOP + i * (PANEL + GAP))),
    '</svg>\n',
  ].join('\n');
}

function panel({ name, figures }: Row, top: number): string {
  const bottom = top + PANEL;
  const x = (ms: number): number => LEFT + (ms / COUNTED_MS) * (WIDTH - LEFT - RIGHT - 60);
  const y = (count: number): number =>
    bottom - (Math.log(Math.min(Math.max(count, 1), MOST)) / Math.log(MOST)) * (PANEL - 26);
  const steps = (times: readonly number[]): string =>
    times.map((ms, i) => `H${x(ms).toFixed(1)}V${y(i + 1).toFixed(1)}`).join('');
  return [
    text(LEFT, top + 14, name, 'font-weight="600"'),
    ...LINES.map((count) => {
      const rule = `<path class="grid" d="M${LEFT} ${y(count)}H${x(COUNTED_MS)}"/>`;
      return rule + text(LEFT - 10, y(count) + 4, String(count), 'class="faint" text-anchor="end"');
    }),
    ...Array.from({ length: SECONDS / 10 + 1 }, (_, i) =>
      text(x(i * 10_000), bottom + 18, String(i * 10), 'class="faint" text-anchor="middle"'),
    ),
    ...SETS.map((set) => {
      const times = figures[set].refusedAtMs;
      const line = `<path class="line ${set}" d="M${x(0)} ${y(1)}${steps(times)}H${x(COUNTED_MS)}"/>`;
      return line + text(x(COUNTED_MS) + 8, y(times.length) + 4, String(times.length));
    }),
  ].join('\n');
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;
