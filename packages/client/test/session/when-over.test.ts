import { expect, test, vi } from 'vitest';
import { momentOf } from '../../src/keep/elapsed.ts';
import { whenOver } from '../../src/session/when-over.ts';
import { FakeClock } from '../support/fake-clock.ts';

function wait(lifeMs: number) {
  const clock = new FakeClock();
  const call = vi.fn<() => void>();
  const cancel = whenOver(clock, momentOf(clock), lifeMs, call);
  return { clock, call, cancel };
}

test.each([0, 1, 59_999, 60_000, 60_001, 3_600_000, 2 ** 31, 40 * 86_400_000])(
  '16: is called once, %i ms later, and not before',
  async (lifeMs) => {
    const { clock, call } = wait(lifeMs);
    clock.stall(Math.max(lifeMs - 60_001, 0));
    await clock.advance(0);
    await clock.advance(Math.max(Math.min(lifeMs, 60_001) - 1, 0));
    if (lifeMs > 0) expect(call).not.toHaveBeenCalled();
    await clock.advance(1);
    await clock.advance(60_000);
    expect(call).toHaveBeenCalledTimes(1);
    expect(clock.timers).toBe(0);
  },
);

test('T16: time asleep counts, within a minute of waking', async () => {
  const { clock, call } = wait(3_600_000);
  clock.jumpWall(7_200_000);
  expect(call).not.toHaveBeenCalled();
  await clock.advance(60_000);
  expect(call).toHaveBeenCalledTimes(1);
});

test('is not called once it is cancelled', async () => {
  const { clock, call, cancel } = wait(3_600_000);
  await clock.advance(120_000);
  cancel();
  expect(clock.timers).toBe(0);
  await clock.advance(7_200_000);
  expect(call).not.toHaveBeenCalled();
});
