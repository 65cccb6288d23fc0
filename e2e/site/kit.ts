export { createPassClient, fixedSource, systemClock } from '@playgate/client';
export type { Authorizer, ClientEvent, PassClient } from '@playgate/client';
export type { PlaybackPass } from '@playgate/protocol';
import { systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';
import { epochMs } from '@playgate/protocol';

/** The machine's clock, moved by an offset in milliseconds. */
export function epochClock(offset: () => number): Clock {
  return {
    now: () => epochMs(systemClock.now() + offset()),
    monotonic: () => systemClock.monotonic() + offset(),
    after: (delayMs, call) => systemClock.after(delayMs, call),
  };
}
