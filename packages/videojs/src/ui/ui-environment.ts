import { systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';

/** Time and randomness, as arguments. */
export interface UiEnvironment {
  readonly clock: Clock;
  /** That many bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Those of the browser. */
export const browserEnvironment: UiEnvironment = {
  clock: systemClock,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
