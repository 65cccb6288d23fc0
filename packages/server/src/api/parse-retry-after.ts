import type { EpochMs } from '@playgate/protocol';

/**
 * Reads a Retry-After header (RFC 9110, section 10.2.3): whole seconds, or a date.
 *
 * @returns Seconds from now, at least 0; undefined for anything else.
 */
export function parseRetryAfter(text: string | null, now: EpochMs): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  const date = /GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
