import { systemClock } from '@playgate/client';
import type { UiEnvironment } from './ui-environment.ts';

/** The real one. */
export const browserEnvironment: UiEnvironment = {
  clock: systemClock,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
