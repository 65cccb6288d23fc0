import type { EpochMs } from '@playgate/protocol';
import { ServerError } from '../../server-error.ts';

const DAY_MS = 86_400_000;
const OLDEST_DAYS = 30;

/**
 * Checks the day of an audit, as the vendor would: `YYYY-MM-DD`, not today by UTC or later, and at most 30 days back, since older data are
 * deleted.
 *
 * @throws {ServerError} `invalid_value`
 */
export function checkAuditDate(date: string, now: EpochMs): string {
  const start = Date.parse(`${date}T00:00:00Z`);
  const isDay =
    typeof date === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    !Number.isNaN(start) &&
    // A parser that is kind makes a day of every date, such as the 30th of February.
    new Date(start).toISOString().startsWith(date);
  if (!isDay)
    throw new ServerError('invalid_value', 'The date of an audit must be a day, as YYYY-MM-DD.');
  const daysBack = (Math.floor(now / DAY_MS) * DAY_MS - start) / DAY_MS;
  if (daysBack < 1)
    throw new ServerError(
      'invalid_value',
      'The date of an audit must be before today, by UTC: a day is reported when it is over.',
    );
  if (daysBack > OLDEST_DAYS)
    throw new ServerError(
      'invalid_value',
      `The date of an audit must be at most ${OLDEST_DAYS} days back: the vendor deletes older data.`,
    );
  return date;
}
