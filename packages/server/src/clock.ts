import type { EpochMs } from '@playgate/protocol';

/** The time, for whoever waits for nothing. */
export interface Clock {
  now(): EpochMs;
}
