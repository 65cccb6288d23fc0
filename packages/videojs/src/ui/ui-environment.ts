import type { Clock } from '@playgate/client';

/** What the dialogs take from outside: time and randomness. */
export interface UiEnvironment {
  readonly clock: Clock;
  /** That many bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
}
