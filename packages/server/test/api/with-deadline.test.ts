import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../src/api/with-deadline.ts';
import { untilAborted } from '../../src/api/until-aborted.ts';
import { ManualClock, settle } from './manual-clock.ts';

const forever = (signal: AbortSignal): Promise<never> =>
  untilAborted(new Promise<never>(() => {}), signal);

describe('a deadline', () => {
  it('lets a task end in time, and leaves no timer', async () => {
    const clock = new ManualClock();
    const task = withDeadline(() => Promise.resolve(7), { ms: 10, clock, late: () => 'late' });
    expect(await task).toBe(7);
    expect(clock.sleeping).toBe(0);
  });

  it('ends a task that takes too long, for the reason given', async () => {
    const clock = new ManualClock();
    const task = withDeadline(forever, { ms: 10, clock, late: () => 'late' });
    const outcome = task.catch((reason: unknown) => reason);
    await clock.advance(10);
    expect(await outcome).toBe('late');
  });

  it('ends it when another signal is aborted, before or during it', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const deadline = { clock, late: () => 'late', outer: stop.signal };
    const during = withDeadline(forever, deadline).catch((reason: unknown) => reason);
    await settle();
    stop.abort('enough');
    expect(await during).toBe('enough');
    await expect(withDeadline(forever, deadline)).rejects.toBe('enough');
    const gone = (reason: unknown): string => `gone: ${String(reason)}`;
    await expect(withDeadline(forever, { ...deadline, gone })).rejects.toBe('gone: enough');
  });

  it('ends it when the clock itself fails', async () => {
    const clock = { now: new ManualClock().now, sleep: () => Promise.reject(new Error('broken')) };
    await expect(withDeadline(forever, { ms: 1, clock, late: () => 'late' })).rejects.toThrow(
      'broken',
    );
  });
});
