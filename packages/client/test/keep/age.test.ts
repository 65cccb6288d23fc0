import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Age } from '../../src/keep/age.ts';
import { elapsed, momentOf } from '../../src/keep/elapsed.ts';
import { FakeClock } from '../support/fake-clock.ts';

it('check 10, check 11: is the larger of both clocks', () => {
  const clock = new FakeClock();
  const age = new Age(momentOf(clock), clock);
  clock.stall(1000);
  expect(age.ms).toBe(1000);
  clock.jumpWall(-7_200_000);
  expect(age.ms).toBe(1000);
  clock.stall(5000);
  expect(age.ms).toBe(6000);
  clock.jumpWall(7_200_000 + 3_600_000);
  expect(age.ms).toBe(3_606_000);
});

it('is never more than a second short of both clocks, however the wall clock jumps', () => {
  const step = fc.record({
    stall: fc.integer({ min: 0, max: 5000 }),
    jump: fc.oneof(fc.constant(0), fc.integer({ min: -10_000_000, max: 10_000_000 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const clock = new FakeClock();
      const since = momentOf(clock);
      const age = new Age(since, clock);
      for (const { stall, jump } of steps) {
        clock.stall(stall);
        clock.jumpWall(jump);
        expect(age.ms).toBeGreaterThan(elapsed(since, clock) - 1000);
      }
    }),
  );
});
