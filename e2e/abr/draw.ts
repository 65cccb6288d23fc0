import type { Estimate } from '../site/abr.ts';
import type { Case } from './cases.ts';
import { SETS, WATCH_SECONDS } from './play.ts';
import type { Reports, Set } from './play.ts';

const [WIDTH, PANEL, GAP, LEFT, RIGHT, TOP] = [1200, 170, 56, 110, 24, 100];
/** The scale of the estimates, in kbit/s: each step is twice the one before. */
const LINES = [25, 50, 100, 200, 400, 800, 1600];
const NAMES: Readonly<Record<Set, string>> = {
  plain: 'plain',
  kit: 'with Playgate',
  refused: 'always refused first',
  inside: 'control: waits where it is measured',
};
const STYLE = `
  svg { --paper: #fff; --ink: #1f2430; --faint: #6b7280; --grid: #e5e7eb; --plain: #8a93a3; --kit: #1f77c9; --refused: #d9730d; --inside: #b3261e }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14171e; --ink: #e6e8ee; --faint: #98a1b0; --grid: #2a303b; --plain: #8a93a3; --kit: #62aef2; --refused: #f2a154; --inside: #f2807a }
  }
  rect.paper { fill: var(--paper) } text { fill: var(--ink) } .faint { fill: var(--faint) } .grid { stroke: var(--grid) }
  .line { fill: none; stroke-width: 1.5; opacity: 0.8 } .plain { stroke: var(--plain); stroke-width: 3 } .kit { stroke: var(--kit) } .refused { stroke: var(--refused) } .inside { stroke: var(--inside); stroke-dasharray: 5 3 }
`;

/** Draws what the engines believed of the network, each run a line. */
export function draw(browser: string, results: readonly (readonly [Case, Reports])[]): string {
  const height = TOP + results.length * (PANEL + GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    text(
      LEFT,
      26,
      'Bandwidth estimates under the same network',
      'font-size="18" font-weight="600"',
    ),
    text(LEFT, 48, `${browser}; kbit/s over seconds, each run a line`, 'class="faint"'),
    ...SETS.map((set, i) => {
      const x = LEFT + i * 180;
      return `<path class="line ${set}" d="M${x} 70h28"/>${text(x + 36, 74, NAMES[set])}`;
    }),
    ...results.map((result, i) => panel(result, TOP + i * (PANEL + GAP))),
    '</svg>\n',
  ].join('\n');
}

function panel([what, reports]: readonly [Case, Reports], top: number): string {
  const [least, most] = [LINES[0] ?? 1, LINES.at(-1) ?? 1];
  const x = (at: number): number => LEFT + (at / WATCH_SECONDS) * (WIDTH - LEFT - RIGHT);
  const y = (kbits: number): number => {
    const kept = Math.min(Math.max(kbits, least), most);
    return top + 26 + (1 - Math.log(kept / least) / Math.log(most / least)) * (PANEL - 26);
  };
  const bottom = y(least);
  const line = (estimates: readonly Estimate[]): string =>
    estimates
      .filter(({ at }) => at <= WATCH_SECONDS)
      .map(({ at, bandwidth }) => `${x(at).toFixed(1)} ${y(bandwidth / 1000).toFixed(1)}`)
      .join('L');
  return [
    text(LEFT, top + 14, what.title, 'font-weight="600"'),
    ...LINES.map((kbits) => {
      const at = y(kbits).toFixed(1);
      const rule = `<path class="grid" d="M${LEFT} ${at}H${WIDTH - RIGHT}"/>`;
      return (
        rule + text(LEFT - 10, Number(at) + 4, String(kbits), 'class="faint" text-anchor="end"')
      );
    }),
    ...Array.from({ length: WATCH_SECONDS / 10 + 1 }, (_, i) =>
      text(x(i * 10), bottom + 18, String(i * 10), 'class="faint" text-anchor="middle"'),
    ),
    ...SETS.flatMap((set) =>
      reports[set].map(({ estimates }) => `<path class="line ${set}" d="M${line(estimates)}"/>`),
    ),
  ].join('\n');
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words}</text>`;
