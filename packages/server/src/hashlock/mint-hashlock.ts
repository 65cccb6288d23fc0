import type { EpochMs } from '@playgate/protocol';
import { clampLifetime, lifetimeOption } from '../mint/clamp-lifetime.ts';
import { systemClock } from '../system-clock.ts';
import { hashlockDigest } from './hashlock-digest.ts';
import { hashlockKey } from './hashlock-key.ts';
import type { HashlockKey, HashlockKeyOptions } from './hashlock-key.ts';
import { orderedValues } from './hashlock-values.ts';
import type { HashlockValues } from './hashlock-values.ts';

/** A signed authentication response. */
export interface Hashlock {
  /** The parameters, in signing order. */
  readonly params: readonly (readonly [name: string, value: string])[];
  /** `hashExpire`, in seconds since the epoch. */
  readonly expires: number;
  /** 32 lower-case hex digits. */
  readonly hash: string;
}

/** Options of `mintHashlock`. */
export interface MintHashlockOptions extends HashlockKeyOptions {
  /** Wanted lifetime in seconds. Default: `maxLifetimeSeconds`. */
  readonly lifetimeSeconds?: number;
  /** The longest a hashlock may last, in seconds. Default 300, at most 86400: whoever sees one can use it until then. */
  readonly maxLifetimeSeconds?: number;
  /** Default: the system's clock. */
  readonly now?: EpochMs;
}

/** The default of `maxLifetimeSeconds`: five minutes. */
export const HASHLOCK_LIFETIME_SECONDS = 300;

/**
 * Signs who the viewer is, strictly: declared fields only, values that no two viewers can share in signed form, always with an expiry.
 *
 * @param values The value of every declared field: visible ASCII without `|`, together at most 63 characters.
 * @throws {ServerError} `invalid_value`, `config`.
 */
export function mintHashlock(values: HashlockValues, options: MintHashlockOptions): Hashlock {
  const max = lifetimeOption(options.maxLifetimeSeconds, {
    name: 'maxLifetimeSeconds',
    standard: HASHLOCK_LIFETIME_SECONDS,
  });
  const lifetimeSeconds = clampLifetime(options.lifetimeSeconds, max);
  return signHashlock(values, hashlockKey(options), {
    now: options.now ?? systemClock.now(),
    lifetimeSeconds,
  });
}

/** `mintHashlock` with everything checked before. */
export function signHashlock(
  values: HashlockValues,
  { secret, fields, md5 }: HashlockKey,
  { now, lifetimeSeconds }: { readonly now: EpochMs; readonly lifetimeSeconds: number },
): Hashlock {
  const ordered = orderedValues(fields, values);
  const expires = Math.floor(now / 1000 + lifetimeSeconds);
  return {
    params: fields.map((name, i) => [name, ordered[i] ?? ''] as const),
    expires,
    hash: hashlockDigest(ordered, { expires, secret, md5 }),
  };
}
