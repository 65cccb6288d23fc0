import type { ClientError, ClientErrorCode } from './client-error.ts';

/** The longest that requests which wait for a pass are kept waiting once the way is free, in milliseconds. */
export const PARKED_CAP_MS = 3000;
const BASE_MS = 500;
const CAP_MS = 30_000;
/** Equal requests are never closer together. */
const SHORTEST_MS = 250;
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * How long to wait before the next try: from 250 ms evenly up to 0.5 s · 2^tries and the cap, so that clients which failed together do
 * not come back together.
 *
 * @param tries How many tries failed before the latest.
 * @param random A number from 0 up to 1.
 */
export function backoffMs(tries: number, random: number, capMs: number = CAP_MS): number {
  return SHORTEST_MS + random * (Math.min(BASE_MS * 2 ** tries, capMs) - SHORTEST_MS);
}

/**
 * How long nothing is sent to a media server that gives no answer: 0.5 s · 2^tries up to 3 s, less a fifth at most so that players
 * spread out.
 */
export function pauseMs(tries: number, random: number): number {
  return Math.min(BASE_MS * 2 ** tries, PARKED_CAP_MS) * (1 - random / 5);
}

/** Whether failures have gone on for long enough, or will, that a viewer who waits should know. */
export function isTrouble(error: ClientError, failures: number): boolean {
  return failures > 2 || error.code === 'timeout' || error.retryAfterMs !== undefined;
}

/**
 * Reads a Retry-After header: seconds or an HTTP-date (RFC 9110 section 10.2.3).
 *
 * @param date The Date header of the same answer, where it can be read: an HTTP-date is counted from it.
 * @param now Milliseconds since the epoch.
 * @returns Milliseconds from 0 to 5 minutes; undefined for anything that is neither.
 */
export function parseRetryAfter(
  text: string | null | undefined,
  now: number,
  date?: string | null,
): number | undefined {
  if (!text) return undefined;
  const ms = /^\s*\d+\s*$/.test(text)
    ? Number(text) * 1000
    : httpDate(text) - (httpDate(date ?? '') || now);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

/** All three forms of an HTTP-date start with a day's name; `Date.parse` alone would take far more for a date. */
function httpDate(text: string): number {
  return /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : NaN;
}

/** What a status without a problem says. */
export function codeOfStatus(status: number): ClientErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403 || status === 451) return 'forbidden';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  return status === 425 || status >= 500 ? 'server_error' : 'config';
}
