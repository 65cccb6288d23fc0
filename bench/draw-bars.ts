import type { Ratio } from './ratio.ts';

const WIDTH = 30;

/** Draws ratios as bars to one scale; `|` marks where each must end. */
export function drawBars(ratios: readonly Ratio[]): string {
  const longest = Math.max(...ratios.map(({ name }) => name.length));
  const scale = WIDTH / Math.max(...ratios.flatMap(({ value, bar }) => [value, bar ?? 0]), 1e-9);
  return ratios
    .map((ratio) => {
      const figure = ratio.value.toFixed(2).padStart(6);
      const limit = ratio.bar === undefined ? ''.padEnd(8) : `of ${ratio.bar.toFixed(2)}`.padEnd(8);
      return `  ${ratio.name.padEnd(longest)}  ${drawBar(ratio, scale)} ${figure} ${limit} ${ratio.note}`;
    })
    .join('\n');
}

function drawBar({ value, bar }: Ratio, scale: number): string {
  const cells = '█'
    .repeat(Math.max(0, Math.round(value * scale)))
    .padEnd(WIDTH + 1)
    .split('');
  if (bar !== undefined) cells[Math.round(bar * scale)] = '|';
  return cells.join('');
}
