import { ServerError } from '../server-error.ts';

/** The longest lifetime that any configuration can allow, in seconds: a day. */
export const LONGEST_LIFETIME_SECONDS = 86_400;

/** The default of `maxLifetimeSeconds`: an hour. */
export const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * Brings a wanted lifetime between one second and the maximum.
 *
 * @param seconds Wanted. Absent: the maximum.
 * @throws {ServerError} `invalid_grant` when it is not a number at all.
 */
export function clampLifetime(seconds: number | undefined, maxSeconds: number): number {
  if (seconds === undefined) return maxSeconds;
  if (typeof seconds !== 'number' || Number.isNaN(seconds))
    throw new ServerError(
      'invalid_grant',
      "The grant's lifetimeSeconds is not a number. Give seconds, or leave it out.",
    );
  return Math.max(1, Math.min(seconds, maxSeconds));
}

/**
 * Checks a `maxLifetimeSeconds` option.
 *
 * @throws {ServerError} `config`
 */
export function lifetimeOption(
  seconds: number | undefined,
  { name, standard }: { readonly name: string; readonly standard: number },
): number {
  const value = seconds ?? standard;
  // A text, as environments give it, would be joined to a time instead of added.
  if (typeof value !== 'number' || !(value >= 1 && value <= LONGEST_LIFETIME_SECONDS))
    throw new ServerError(
      'config',
      `${name} must be a number from 1 to ${LONGEST_LIFETIME_SECONDS}, in seconds.`,
    );
  return value;
}
