import { isServerError } from '../server-error.ts';
import type { CheckedSettings } from './read-vendor-api-settings.ts';

/** Statuses that pass. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** The longest `Retry-After` that is waited for, in seconds. */
const LONGEST_WAIT = 30;
/** The first pause at most, in milliseconds; each further one is at most twice as long. */
const FIRST_PAUSE = 500;

/**
 * How long to wait before a call is repeated, in milliseconds: what the vendor asks for, and full jitter upon it.
 *
 * @param repeats How often it was repeated already.
 * @returns `undefined` if a repeat would not help.
 */
export function pauseBeforeRepeat(
  error: unknown,
  repeats: number,
  { random, finalStatuses }: Pick<CheckedSettings, 'random' | 'finalStatuses'>,
): number | undefined {
  if (!isServerError(error) || !passes(error.code, error.status, finalStatuses)) return undefined;
  const { retryAfterSeconds = 0 } = error;
  if (retryAfterSeconds > LONGEST_WAIT) return undefined;
  return retryAfterSeconds * 1000 + random() * FIRST_PAUSE * 2 ** repeats;
}

function passes(code: string, status: number | undefined, final: readonly number[]): boolean {
  if (status === undefined) return code === 'vendor_connection' || code === 'vendor_timeout';
  return PASSING.has(status) && !final.includes(status);
}
