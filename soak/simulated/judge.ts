import { claim } from '../report/claim.ts';
import type { Claim } from '../report/claim.ts';
import type { Remainder, Run } from './run.ts';

/** The heap may grow by so much of itself in an hour. */
const MOST_SLOPE = 0.01;
const HOUR = 3600;

/** Holds a run against what is promised. */
export function judge(run: Run): readonly Claim[] {
  const { edge, errors, unexplained, asks, left } = run;
  const slope = heapSlope(run.remainders);
  const [timers, listeners] = [
    spread(run.remainders, 'timers'),
    spread(run.remainders, 'listeners'),
  ];
  const renewals = asks['renewal'] ?? 0;
  const most = plannedRenewals(run) + 1;
  const seen = errors.map(({ at, phase, code }) => `${code ?? phase} at ${Math.round(at)} s`);
  return [
    claim(
      errors.length === 0,
      `${errors.length} visible errors${seen.map((one) => `; ${one}`).join('')}`,
    ),
    claim(
      edge.expired === 0,
      `${edge.expired} of ${edge.requests} media requests with an expired credential`,
    ),
    claim(
      edge.bare + edge.foreign === 0,
      `${edge.bare} without one, ${edge.foreign} with another viewer's`,
    ),
    claim(unexplained === 0, `${unexplained} stalls with a network at hand`),
    claim(renewals <= most, `${renewals} renewals, at most ${most}`),
    claim(isFlat(timers), `timers at rest: ${timers.join(' to ')}`),
    claim(isFlat(listeners), `listeners: ${listeners.join(' to ')}`),
    claim(
      left.timers + left.listeners === 0,
      `${left.timers} timers and ${left.listeners} listeners after the end`,
    ),
    ...(slope === undefined
      ? []
      : [claim(slope < MOST_SLOPE, `the heap grows by ${(slope * 100).toFixed(2)} % an hour`)]),
  ];
}

/** Holds a run in which nothing fails and nobody does anything against what passes cost at least. */
export function judgeCalm(run: Run): readonly Claim[] {
  const { passes, parked } = run;
  const planned = plannedRenewals(run);
  return [
    ...judge(run),
    claim(Math.abs(passes - planned) <= 1, `${passes} passes, ${planned} ± 1 planned`),
    claim(parked === 0, `${parked} media requests waited for a renewal`),
  ];
}

/** How often a pass is renewed that is renewed at 80 % of its life. */
export function plannedRenewals({
  hours,
  passSeconds,
}: Pick<Run, 'hours' | 'passSeconds'>): number {
  return Math.ceil((hours * HOUR) / (passSeconds * 0.8));
}

/** By which part of itself the heap grows in an hour: the line that fits all readings best. */
export function heapSlope(
  remainders: readonly Pick<Remainder, 'at' | 'heap'>[],
): number | undefined {
  const read = remainders.flatMap(({ at, heap }) => (heap === undefined ? [] : [{ at, heap }]));
  if (read.length < 2) return undefined;
  const mean = (of: (one: (typeof read)[number]) => number): number =>
    read.reduce((sum, one) => sum + of(one), 0) / read.length;
  const [at, heap] = [mean((one) => one.at), mean((one) => one.heap)];
  const rise = mean((one) => (one.at - at) * (one.heap - heap));
  return ((rise / mean((one) => (one.at - at) ** 2)) * HOUR) / heap;
}

function spread(
  remainders: readonly Remainder[],
  of: 'timers' | 'listeners',
): readonly [number, number] {
  const values = remainders.map((one) => one[of]);
  return [Math.min(...values), Math.max(...values)];
}

const isFlat = ([least, most]: readonly [number, number]): boolean => least === most;
