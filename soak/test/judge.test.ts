import { beforeAll, expect, test } from 'vitest';
import { heapSlope, judge, judgeCalm } from '../simulated/judge.ts';
import type { Run } from '../simulated/run.ts';
import { runSoak } from '../simulated/run-soak.ts';

let good: Run;
beforeAll(async () => {
  good = await runSoak({ seed: 1, hours: 1, faultRate: 0, acts: false });
});

const broken = (run: Run): number => judge(run).filter(({ holds }) => !holds).length;

test('a good run is found good', () => {
  expect(broken(good)).toBe(0);
});

test.each<readonly [string, (run: Run) => Run]>([
  [
    'an error that shows',
    (run) => ({ ...run, errors: [{ at: 1, phase: 'denied', code: 'pass_refused' }] }),
  ],
  ['an expired credential', (run) => ({ ...run, edge: { ...run.edge, expired: 1 } })],
  ['a request without one', (run) => ({ ...run, edge: { ...run.edge, bare: 1 } })],
  ["another viewer's credential", (run) => ({ ...run, edge: { ...run.edge, foreign: 1 } })],
  ['a stall with a network at hand', (run) => ({ ...run, unexplained: 1 })],
  ['too many renewals', (run) => ({ ...run, asks: { renewal: 99 } })],
  ['a timer more in each quarter of an hour', (run) => withRemainders(run, { timers: 1 })],
  ['a listener more in each quarter of an hour', (run) => withRemainders(run, { listeners: 1 })],
  ['a heap that grows', (run) => withRemainders(run, { heap: 100_000 })],
  ['a timer after the end', (run) => ({ ...run, left: { timers: 1, listeners: 0 } })],
  ['a listener after the end', (run) => ({ ...run, left: { timers: 0, listeners: 1 } })],
])('P13, R5: %s is found', (_, spoil) => {
  expect(broken(spoil(good))).toBe(1);
});

test('P12: a pass too many, and a request that waited for one, are found', () => {
  const spoilt = { ...good, passes: good.passes + 3, parked: 1 };
  expect(judgeCalm(spoilt).filter(({ holds }) => !holds)).toHaveLength(2);
});

test('the slope of a heap is the part of itself by which it grows in an hour', () => {
  const readings = [0, 1, 2].map((hour) => ({ at: hour * 3600, heap: 1_000_000 + hour * 20_000 }));
  expect(heapSlope(readings)).toBeCloseTo(20_000 / 1_020_000);
  expect(heapSlope([])).toBeUndefined();
});

/** Lets something grow from one quarter of an hour to the next. */
function withRemainders(
  run: Run,
  more: { readonly timers?: number; readonly listeners?: number; readonly heap?: number },
): Run {
  const { timers = 0, listeners = 0, heap = 0 } = more;
  const remainders = run.remainders.map((one, i) => ({
    at: one.at,
    timers: one.timers + i * timers,
    listeners: one.listeners + i * listeners,
    heap: 10_000_000 + i * heap,
  }));
  return { ...run, remainders };
}
