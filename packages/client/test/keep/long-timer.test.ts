import { expect, it } from 'vitest';
import { longTimer } from '../../src/keep/long-timer.ts';
import { FakeClock } from '../support/fake-clock.ts';

const DAY = 86_400_000;

it('check 16: takes 68 years in slices, and fires once, in time', async () => {
  const clock = new FakeClock();
  let fired = 0;
  longTimer(clock, 68 * 365 * DAY, () => (fired += 1));
  await clock.advance(68 * 365 * DAY - 1);
  expect(fired).toBe(0);
  await clock.advance(1);
  expect(fired).toBe(1);
  expect(clock.timers).toBe(0);
  expect(clock.longestDelayMs).toBe(2 ** 31 - 1);
});

it('check 16: can be cancelled in any slice', async () => {
  const clock = new FakeClock();
  const cancel = longTimer(clock, 60 * DAY, () => expect.unreachable());
  await clock.advance(30 * DAY);
  cancel();
  expect(clock.timers).toBe(0);
  await clock.advance(60 * DAY);
});

it('a delay below zero is none', async () => {
  const clock = new FakeClock();
  let fired = 0;
  longTimer(clock, -5, () => (fired += 1));
  await clock.advance(0);
  expect(fired).toBe(1);
});
