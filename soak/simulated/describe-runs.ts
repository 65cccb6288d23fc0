import { table } from '../report/markdown.ts';
import { heapSlope, plannedRenewals } from './judge.ts';
import type { Run } from './run.ts';

/** The runs of one command. */
export interface Runs {
  readonly long: Run;
  /** Nothing fails, and nobody does anything. */
  readonly calm: Run;
  /** Of an hour each. */
  readonly seeds: readonly Run[];
  /** The client without renewal ahead, on the long run's road. */
  readonly control: Run;
}

/** The figures, for the documentation. */
export function describeRuns({ long, calm, seeds, control }: Runs): string {
  const rows: readonly (readonly [string, (run: Run) => string])[] = [
    ['media requests', ({ edge }) => count(edge.requests)],
    ['media faults, faults of the backend', ({ faults }) => `${faults.media}, ${faults.mint}`],
    ['pauses, jumps, sleeps, outages, hidden, other viewers', ({ acts }) => actsOf(acts)],
    ['**visible errors**', ({ errors }) => String(errors.length)],
    ['**expired credentials sent**', ({ edge }) => String(edge.expired)],
    ['none, or those of another viewer', ({ edge }) => String(edge.bare + edge.foreign)],
    ['stalls with a network at hand', ({ unexplained }) => String(unexplained)],
    ['passes; renewed by time', ({ passes, asks }) => `${passes}; ${asks['renewal'] ?? 0}`],
    ['heap, an hour', ({ remainders }) => percent(heapSlope(remainders))],
    ['timers at rest, listeners', ({ remainders }) => restOf(remainders)],
    ['both after the end', ({ left }) => `${left.timers}, ${left.listeners}`],
  ];
  const sum = total(seeds);
  const heads = [
    `seed ${long.seed}, ${long.hours} h`,
    `nothing fails, ${calm.hours} h`,
    `${seeds.length} seeds, 1 h each`,
    'control',
  ];
  return `Passes of ${long.passSeconds / 60} minutes, 5 % of all requests fail. The control is the same as the first, by a client that does not renew ahead.

${table([['', ...heads], ...rows.map(([name, of]) => [name, ...[long, calm, sum, control].map(of)])])}

${calm.hours} h of passes that are renewed at 80 % of their life are ${plannedRenewals(calm)} passes; ${calm.parked} requests waited for one.`;
}

/** All of them as if they were one, as far as sums go; timers and listeners of the first. */
function total(runs: readonly Run[]): Run {
  const [first] = runs;
  if (first === undefined) throw new Error('There are no runs.');
  const sum = (of: (run: Run) => number): number => runs.reduce((all, run) => all + of(run), 0);
  const sums = (of: (run: Run) => Readonly<Record<string, number>>): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const run of runs)
      for (const [name, n] of Object.entries(of(run))) all[name] = (all[name] ?? 0) + n;
    return all;
  };
  return {
    ...first,
    edge: {
      requests: sum(({ edge }) => edge.requests),
      expired: sum(({ edge }) => edge.expired),
      bare: sum(({ edge }) => edge.bare),
      foreign: sum(({ edge }) => edge.foreign),
      refused: sum(({ edge }) => edge.refused),
    },
    acts: sums((run) => run.acts),
    asks: sums((run) => run.asks),
    faults: { mint: sum(({ faults }) => faults.mint), media: sum(({ faults }) => faults.media) },
    errors: runs.flatMap(({ errors }) => errors),
    unexplained: sum(({ unexplained }) => unexplained),
    passes: sum(({ passes }) => passes),
    remainders: runs
      .flatMap(({ remainders }) => remainders)
      .map((one) => ({ ...one, heap: undefined })),
    left: { timers: sum(({ left }) => left.timers), listeners: sum(({ left }) => left.listeners) },
  };
}

function actsOf(acts: Run['acts']): string {
  const of = (...names: readonly string[]): number =>
    names.reduce((all, name) => all + (acts[name] ?? 0), 0);
  return [
    ...[of('pause'), of('seek'), of('sleep'), of('offline')],
    ...[of('hidden', 'away'), of('user change')],
  ].join(', ');
}

function restOf(remainders: Run['remainders']): string {
  const range = (values: readonly number[]): string =>
    [...new Set([Math.min(...values), Math.max(...values)])].join(' to ');
  return `${range(remainders.map(({ timers }) => timers))}, ${range(remainders.map(({ listeners }) => listeners))}`;
}

const percent = (slope: number | undefined): string =>
  slope === undefined ? '–' : `${slope < 0 ? '−' : '+'}${Math.abs(slope * 100).toFixed(2)} %`;

const count = (n: number): string => n.toLocaleString('en');
