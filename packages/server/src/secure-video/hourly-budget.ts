import type { Clock } from '../clock.ts';
import { ServerError } from '../server-error.ts';
import type { Store } from '../store/store.ts';
import { SECURE_VIDEO } from './secure-video-refusal.ts';

/** Which calls go first when the hour's budget runs short. */
export type SecureVideoPriority = 'normal' | 'low';

/** How many calls may be made in an hour, and who counts them. */
export interface SecureVideoQuotaOptions {
  /** The quota of your contract, from My Account > API: a whole number from 1. More than 100 000, the system's maximum, counts as that. Default 100 000. */
  readonly perHour?: number;
  /** The share that calls of low priority leave to the others, from 0 to 1. Default 0.1. */
  readonly reserve?: number;
  /** Who counts, so that several instances share one budget. Default: this instance's memory. */
  readonly store?: Store;
  /** When the hour that a time belongs to ends, in milliseconds since 1970. The document does not say; default: at the next full hour, UTC. */
  readonly windowEnd?: (nowMs: number) => number;
}

/** What is known of the hour's quota. */
export interface SecureVideoQuota {
  /** Calls counted in this hour, by all who share the store. */
  used(): Promise<number>;
  /**
   * Forgets that the vendor said that the quota is used up, for all who share the store: its support has raised it, and the hour need not
   * end first. A `perHour` of your own stays: make another client for another one.
   */
  reopen(): Promise<void>;
}

/** Counts the calls of one hour, and refuses those that the vendor would refuse. */
export interface HourlyBudget extends SecureVideoQuota {
  readonly perHour: number;
  /** @throws {ServerError} `vendor_rate_limited`, reason `quota_exceeded`, without a status: the vendor was not asked. */
  take(priority: SecureVideoPriority): Promise<void>;
  /**
   * The vendor says that the quota is used up, by whomever: no more calls until the hour ends.
   *
   * @param retryAfterSeconds When to come back, if it said so. More than an hour counts as that.
   * @returns Seconds until then.
   */
  close(retryAfterSeconds: number | undefined): Promise<number>;
}

/** What `createHourlyBudget` needs besides the options. */
export interface HourlyBudgetContext {
  readonly clock: Clock;
  /** Whose budget it is, in a store that others use, too. */
  readonly identifier: string;
}

/** @see SecureVideo, "HTTP Status Response Codes", 429. */
export const SYSTEM_MAXIMUM = 100_000;

const HOUR_MS = 3_600_000;

/** @throws {ServerError} `config`, naming the option. */
export function createHourlyBudget(
  options: SecureVideoQuotaOptions & { readonly store: Store },
  { clock, identifier }: HourlyBudgetContext,
): HourlyBudget {
  const { store, windowEnd = nextFullHour } = options;
  const { perHour, reserved } = readLimits(options);
  const closed = `${SECURE_VIDEO}:closed:${identifier}`;
  const counter = (end: number): string => `${SECURE_VIDEO}:calls:${identifier}:${end}`;
  const end = (): number => windowEnd(clock.now());
  const secondsUntil = (time: number): number =>
    Math.max(1, Math.ceil((time - clock.now()) / 1000));
  return {
    perHour,
    used: async () => Number((await store.get(counter(end()))) ?? 0),
    reopen: () => store.delete(closed),
    async take(priority) {
      const until = Number((await store.get(closed)) ?? 0);
      if (until > clock.now()) throw spent(secondsUntil(until));
      const hour = end();
      const count = (by: number): Promise<number> => store.add(counter(hour), by, 2 * HOUR_MS);
      const limit = perHour - (priority === 'low' ? reserved : 0);
      if ((await count(1)) <= limit) return;
      // It was not made, so it does not count.
      await count(-1);
      throw spent(secondsUntil(hour));
    },
    async close(retryAfterSeconds) {
      const asked = Math.ceil(retryAfterSeconds ?? secondsUntil(end()));
      const seconds = Math.min(Math.max(1, asked), HOUR_MS / 1000);
      const until = clock.now() + seconds * 1000;
      await store.set(closed, String(until), seconds * 1000);
      return seconds;
    },
  };
}

function readLimits({ perHour = SYSTEM_MAXIMUM, reserve = 0.1 }: SecureVideoQuotaOptions): {
  readonly perHour: number;
  readonly reserved: number;
} {
  if (!(Number.isSafeInteger(perHour) && perHour >= 1))
    throw new ServerError('config', 'quota.perHour must be a whole number from 1 on.');
  if (!(reserve >= 0 && reserve <= 1))
    throw new ServerError('config', 'quota.reserve must be from 0 to 1.');
  const most = Math.min(perHour, SYSTEM_MAXIMUM);
  return { perHour: most, reserved: Math.ceil(most * reserve) };
}

function nextFullHour(nowMs: number): number {
  return (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;
}

function spent(retryAfterSeconds: number): ServerError {
  return new ServerError(
    'vendor_rate_limited',
    "SecureVideo is not asked: this hour's quota is used up. Wait for the next hour, or have the quota raised.",
    { vendor: SECURE_VIDEO, reason: 'quota_exceeded', retryAfterSeconds },
  );
}
