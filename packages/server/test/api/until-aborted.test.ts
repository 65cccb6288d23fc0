import { describe, expect, it, vi } from 'vitest';
import { untilAborted } from '../../src/api/until-aborted.ts';

const never = new Promise<never>(() => {});

describe('waiting for a promise', () => {
  it('gives what it gives, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    const off = vi.spyOn(signal, 'removeEventListener');
    const on = vi.spyOn(signal, 'addEventListener');
    expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(untilAborted(Promise.reject(new Error('x')), signal)).rejects.toThrow('x');
    expect(on).toHaveBeenCalledTimes(2);
    expect(off.mock.calls.map(([, listener]) => listener)).toEqual(
      on.mock.calls.map(([, listener]) => listener),
    );
  });

  it('S9 ends with the signal, before or during it', async () => {
    const stop = new AbortController();
    const waiting = untilAborted(never, stop.signal).catch((reason: unknown) => reason);
    stop.abort('enough');
    expect(await waiting).toBe('enough');
    await expect(untilAborted(Promise.resolve(7), stop.signal)).rejects.toBe('enough');
  });

  it('leaves no rejection unhandled that comes too late', async () => {
    const late = Promise.reject(new Error('late'));
    await expect(untilAborted(late, AbortSignal.abort('enough'))).rejects.toBe('enough');
  });
});
