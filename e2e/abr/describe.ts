import { table } from '@playgate/soak/report';
import type { Comparison, Spread } from './compare.ts';
import { LIFETIME_MS, WATCH_SECONDS } from './play.ts';
import type { Case } from './play.ts';

const ENGINES: Readonly<Record<Case['engine'], string>> = {
  videojs: 'video.js 8.24.1',
  hlsjs: 'hls.js 1.7.4',
};

export const titleOf = ({ engine, film }: Case): string =>
  `${ENGINES[engine]}, ${film === 'live-show' ? 'live' : 'on demand'}`;

/** The figures of a run, for the documentation. */
export function describe(
  browser: string,
  runs: number,
  comparisons: readonly Comparison[],
): string {
  const rows = comparisons.map(({ case: of, name, spreads, holds }) => [
    ...[titleOf(of), name],
    ...[spreads.plain, spreads.kit, spreads.refused].map(rangeOf),
    holds ? 'yes' : '**no**',
  ]);
  const heads = ['', '', 'plain', 'with Playgate', 'always refused first', 'as plain'];
  return `${browser}; ${runs} runs each, ${WATCH_SECONDS} s, passes of ${LIFETIME_MS / 1000} s. The middle run, and the least and the most of all; estimates in kbit/s.

${table([heads, ...rows])}`;
}

function rangeOf({ least, middle, most }: Spread): string {
  const range = least === most ? '' : ` (${least.toFixed(0)} to ${most.toFixed(0)})`;
  return `${middle.toFixed(0)}${range}`;
}
