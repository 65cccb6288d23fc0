import { deny, ServerError, systemClock } from '@playgate/server';
import type { Clock, Deny, Store } from '@playgate/server';
import { digest } from '../store/digest.ts';
import { guardedStore } from '../store/guarded-store.ts';

/** So many, in so much time. */
export interface Rate {
  /** At least 1. */
  readonly max: number;
  /** From 1 to 86 400. */
  readonly seconds: number;
}

/** Options of `createRateLimit`. */
export interface RateLimitOptions {
  /** Shared by all instances. */
  readonly store: Store;
  /** Tells several limits in one store apart, such as `pass`. */
  readonly name: string;
  readonly perViewer?: Rate;
  readonly perAddress?: Rate;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** Who asks, as far as it is known. */
export interface Asker {
  readonly viewer?: string | undefined;
  /** As an `AddressReader` gives it. */
  readonly address?: string | undefined;
}

/**
 * Counts one request.
 *
 * @returns A no for `decide` to return (429 with `Retry-After`), or `undefined`: go on.
 * @throws {ServerError} `store_unavailable`: what cannot be counted is not let through.
 */
export type RateLimit = (asker: Asker) => Promise<Deny | undefined>;

/**
 * Limits requests per viewer and per address, in windows that are the same for everybody: at the turn of one, twice the number may come at
 * once.
 *
 * @throws {ServerError} `config`, naming the option.
 */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { name, perViewer, perAddress, clock = systemClock } = options;
  const store = guardedStore(options.store);
  for (const [option, rate] of Object.entries({ perViewer, perAddress }))
    if (rate !== undefined) checkRate(rate, option);

  async function secondsToWait(who: string | undefined, rate: Rate | undefined): Promise<number> {
    if (who === undefined || rate === undefined) return 0;
    const windowMs = rate.seconds * 1000;
    const now = clock.now();
    const window = Math.floor(now / windowMs);
    const count = await store.add(`limit:${name}:${window}:${digest(who)}`, 1, windowMs);
    return count > rate.max ? Math.ceil(((window + 1) * windowMs - now) / 1000) : 0;
  }

  return async ({ viewer, address }) => {
    const waits = await Promise.all([
      secondsToWait(viewer === undefined ? undefined : `viewer ${viewer}`, perViewer),
      secondsToWait(address === undefined ? undefined : `address ${address}`, perAddress),
    ]);
    const retryAfterSeconds = Math.max(...waits);
    if (retryAfterSeconds === 0) return undefined;
    return deny('rate_limited', {
      retryAfterSeconds,
      ...(viewer !== undefined && { viewer }),
    });
  };
}

function checkRate({ max, seconds }: Rate, option: string): void {
  if (!(Number.isInteger(max) && max >= 1 && seconds >= 1 && seconds <= 86_400))
    throw new ServerError(
      'config',
      `${option} must be a whole number from 1 on, in 1 to 86400 seconds.`,
    );
}
