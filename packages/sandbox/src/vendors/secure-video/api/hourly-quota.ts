import type { SandboxClock } from '../../../sandbox-clock.ts';

/** How many calls one customer may make in an hour. */
export interface HourlyQuota {
  readonly perHour: number;
  /** Calls counted in this hour. */
  readonly used: number;
  /** More than the system's maximum becomes that maximum. The count goes on. */
  setLimit(perHour: number): void;
  /** Counts one call. @returns Whether it may be answered. */
  take(): boolean;
}

/** @see SecureVideo, 429: "any value … greater than the system maximum will be reduced to equal the system maximum". */
const SYSTEM_MAXIMUM = 100_000;

const HOUR_MS = 3_600_000;

/** The document does not say when an hour begins; here it is the full hour of the sandbox's clock. */
export function createHourlyQuota(clock: SandboxClock): HourlyQuota {
  let perHour = SYSTEM_MAXIMUM;
  let hour = -1;
  let count = 0;
  const turn = (): void => {
    const current = Math.floor(clock.now() / HOUR_MS);
    if (current !== hour) [hour, count] = [current, 0];
  };
  return {
    get perHour() {
      return perHour;
    },
    get used() {
      turn();
      return count;
    },
    setLimit(limit) {
      perHour = Math.min(limit, SYSTEM_MAXIMUM);
    },
    take() {
      turn();
      count += 1;
      return count <= perHour;
    },
  };
}
