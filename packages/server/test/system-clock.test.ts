import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../src/system-clock.ts';

beforeEach(() => vi.useFakeTimers({ now: 1000 }));
afterEach(() => vi.useRealTimers());

describe("the system's clock", () => {
  it('tells the time and sleeps', async () => {
    expect(systemClock.now()).toBe(1000);
    let woke = false;
    void systemClock.sleep(50, new AbortController().signal).then(() => (woke = true));
    await vi.advanceTimersByTimeAsync(49);
    expect(woke).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(woke).toBe(true);
  });

  it('leaves no timer when a sleep is aborted, before or during it', async () => {
    const stop = new AbortController();
    const sleep = systemClock.sleep(50, stop.signal);
    stop.abort('enough');
    await expect(sleep).rejects.toBe('enough');
    await expect(systemClock.sleep(50, stop.signal)).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});
