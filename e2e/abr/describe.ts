import { table } from '@playgate/soak/report';
import type { Comparison, Spread } from './compare.ts';
import { LIFETIME_MS, MINT_MS, WATCH_SECONDS } from './play.ts';

const HEADS = ['', '', 'plain', 'with Playgate', 'as plain', 'always refused first', 'control'];

/** The figures of a run, for the documentation. */
export function describe(
  browser: string,
  runs: number,
  comparisons: readonly Comparison[],
): string {
  const rows = comparisons.map(({ case: { title }, name, spreads, holds, notices, ...made }) => {
    const inside = rangeOf(spreads.inside);
    return [
      ...[made.runs > runs ? `${title}, ${made.runs} runs` : title, name],
      ...[rangeOf(spreads.plain), rangeOf(spreads.kit), holds ? 'yes' : '**no**'],
      ...[rangeOf(spreads.refused), notices ? `**${inside}**` : inside],
    ];
  });
  return `${browser}; ${runs} runs of what is judged where nothing else is said, about half as many of what is beside it; ${WATCH_SECONDS} s each, passes
of ${LIFETIME_MS / 1000} s, ${MINT_MS} ms of waiting in the control. The middle run, and the least and the most of all; estimates in kbit/s, the first byte in milliseconds. In bold what lies outside.

${table([HEADS, ...rows])}`;
}

function rangeOf({ least, middle, most }: Spread): string {
  const range = least === most ? '' : ` (${least.toFixed(0)} to ${most.toFixed(0)})`;
  return `${middle.toFixed(0)}${range}`;
}
