import { expect, it } from 'vitest';
import { elapsed, momentOf } from '../../src/keep/elapsed.ts';
import { FakeClock } from '../support/fake-clock.ts';

it('check 10, check 11: is the larger of both clocks', () => {
  const clock = new FakeClock();
  const since = momentOf(clock);
  clock.stall(1000);
  expect(elapsed(since, clock)).toBe(1000);
  clock.jumpWall(-7_200_000);
  expect(elapsed(since, clock)).toBe(1000);
  clock.jumpWall(7_200_000 + 3_600_000);
  expect(elapsed(since, clock)).toBe(3_601_000);
});
