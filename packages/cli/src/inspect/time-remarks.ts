import { formatDuration } from '../output/format-duration.ts';
import { problem } from './remark.ts';
import type { Remark } from './remark.ts';

type Claims = Readonly<Record<string, unknown>>;

/** What a moment that has passed, or has not, means. */
type Judge = (distance: number) => Remark | undefined;

const expiry: Judge = (distance) =>
  distance <= 0
    ? problem(`It expired ${formatDuration(-distance)} ago.`, 'Mint another.')
    : undefined;

/** The members that are moments, in seconds since the epoch (RFC 7519, 4.1, and the vendor's `hashExpire`). */
const MOMENTS: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  [
    'iat',
    (distance) =>
      distance > 0
        ? problem(
            `It was made in the future: in ${formatDuration(distance)}.`,
            'Set the clock of the machine that minted it; playgate doctor says by how much it is wrong.',
          )
        : undefined,
  ],
  [
    'nbf',
    (distance) =>
      distance > 0
        ? problem(
            `It does not count yet: only in ${formatDuration(distance)}.`,
            'Leave nbf out, or set the clock of the machine that minted it.',
          )
        : undefined,
  ],
  ['exp', expiry],
  ['hashExpire', expiry],
]);

/** Later than this in seconds is the year 5138; in milliseconds it is 1973. */
const LATEST = 1e11;

export function isMoment(name: string): boolean {
  return MOMENTS.has(name);
}

/** What is wrong with a credential by the clock alone. */
export function timeRemarks(claims: Claims, now: number): readonly Remark[] {
  return [...MOMENTS].flatMap(([name, judge]) => {
    const value = claims[name];
    return value === undefined ? [] : (remarkOn(name, value, now / 1000, judge) ?? []);
  });
}

function remarkOn(name: string, value: unknown, now: number, judge: Judge): Remark | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return problem(
      `Its "${name}" is no number.`,
      `Write ${name} as a number of seconds since 1970.`,
    );
  if (value > LATEST)
    return problem(
      `Its "${name}" is in milliseconds.`,
      `Write ${name} in seconds: divide it by 1000.`,
    );
  return judge(value - now);
}
