import { epochMs } from '@playgate/protocol';
import { systemClock } from '@playgate/server';
import type { ApiClock } from '@playgate/server';

/** The backend's clock, which tests can move. */
export interface VendorClock extends ApiClock {
  offsetMs: number;
}

export function createVendorClock(): VendorClock {
  const clock: VendorClock = {
    offsetMs: 0,
    now: () => epochMs(Date.now() + clock.offsetMs),
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
  return clock;
}
