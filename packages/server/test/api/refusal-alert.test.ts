import { describe, expect, it, vi } from 'vitest';
import { alertOnRefusals } from '../../src/api/refusal-alert.ts';
import type { RefusalAlertOptions } from '../../src/api/refusal-alert.ts';
import type { VendorCallEvent } from '../../src/api/vendor-api.ts';
import { NOW } from '../support.ts';
import { ManualClock } from './manual-clock.ts';

const WINDOW = 60_000;

function watching(options: Partial<RefusalAlertOptions> = {}): {
  readonly clock: ManualClock;
  readonly alert: ReturnType<typeof vi.fn<RefusalAlertOptions['alert']>>;
  readonly see: (more?: Partial<VendorCallEvent>) => void;
} {
  const clock = new ManualClock();
  const alert = vi.fn<RefusalAlertOptions['alert']>();
  const onCall = alertOnRefusals({ threshold: 3, windowMs: WINDOW, alert, clock, ...options });
  let n = 0;
  const see = (more: Partial<VendorCallEvent> = {}): void => {
    n += 1;
    onCall({
      vendor: 'stapi',
      method: 'GET',
      path: '/x',
      attempt: 1,
      durationMs: 1,
      correlationId: `id-${n}`,
      error: 'vendor_credentials',
      status: 401,
      ...more,
    });
  };
  return { clock, alert, see };
}

describe('repeated refusals', () => {
  it('STAPI-10 raise one alarm in a window, at the threshold', async () => {
    const { clock, alert, see } = watching();
    see();
    await clock.advance(10);
    see();
    expect(alert).not.toHaveBeenCalled();
    see();
    expect(alert).toHaveBeenCalledExactlyOnceWith({
      vendor: 'stapi',
      refusals: 3,
      since: NOW,
      correlationId: 'id-3',
    });
    see();
    see();
    see();
    expect(alert).toHaveBeenCalledTimes(1);
  });

  it('raise another in the next window', async () => {
    const { clock, alert, see } = watching();
    for (let i = 0; i < 3; i += 1) see();
    await clock.advance(WINDOW);
    see();
    see();
    expect(alert).toHaveBeenCalledTimes(1);
    see();
    expect(alert).toHaveBeenCalledTimes(2);
    expect(alert.mock.lastCall?.[0].since).toBe(NOW + WINDOW);
  });

  it('that are far apart raise none', async () => {
    const { clock, alert, see } = watching();
    for (let i = 0; i < 10; i += 1) {
      see();
      await clock.advance(WINDOW / 2);
    }
    expect(alert).not.toHaveBeenCalled();
  });

  it('are counted for each vendor and key', () => {
    const { alert, see } = watching();
    see({ key: 'current' });
    see({ key: 'next' });
    see({ vendor: 'other', key: 'current' });
    see({ key: 'current' });
    expect(alert).not.toHaveBeenCalled();
    see({ key: 'current' });
    expect(alert.mock.lastCall?.[0]).toMatchObject({ vendor: 'stapi', key: 'current' });
  });

  it('are no other failures, unless those are named', () => {
    const { alert, see } = watching();
    for (let i = 0; i < 9; i += 1) see({ error: 'vendor_forbidden' });
    const { error: _none, ...good } = { error: undefined };
    see(good);
    expect(alert).not.toHaveBeenCalled();
    const address = watching({ threshold: 1, codes: ['vendor_address'] });
    address.see();
    expect(address.alert).not.toHaveBeenCalled();
    address.see({ error: 'vendor_address' });
    expect(address.alert).toHaveBeenCalledTimes(1);
  });

  it('may be looked at for as little as 1 ms', () => {
    const { alert, see } = watching({ threshold: 1, windowMs: 1 });
    see();
    expect(alert).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['threshold', { threshold: 0 }],
    ['threshold', { threshold: 1.5 }],
    ['windowMs', { windowMs: 0 }],
    ['windowMs', { windowMs: NaN }],
  ])('have a %s that makes sense', (option, wrong) => {
    expect(() => watching(wrong)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(`^${option} `) }),
    );
  });
});
