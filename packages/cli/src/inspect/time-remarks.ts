import { formatDuration } from '../output/format-duration.ts';
import { problem } from './inspection.ts';
import type { Remark } from './inspection.ts';

type Claims = Readonly<Record<string, unknown>>;

/** The claims that are moments, in seconds since the epoch (RFC 7519, 4.1). */
export const TIME_CLAIMS: readonly string[] = ['iat', 'nbf', 'exp'];
/** Later than this in seconds is the year 5138; in milliseconds it is 1973. */
const LATEST = 1e11;

/** What is wrong with a token by the clock alone. */
export function timeRemarks(claims: Claims, now: number): readonly Remark[] {
  return TIME_CLAIMS.flatMap((name) => {
    const value = claims[name];
    return value === undefined ? [] : remarkOn(name, value, now / 1000);
  });
}

function remarkOn(name: string, value: unknown, now: number): readonly Remark[] {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return [
      problem(`Its "${name}" is no number.`, `Write ${name} as a number of seconds since 1970.`),
    ];
  if (value > LATEST)
    return [
      problem(`Its "${name}" is in milliseconds.`, `Write ${name} in seconds: divide it by 1000.`),
    ];
  const distance = value - now;
  if (name === 'exp' && distance <= 0)
    return [problem(`It expired ${formatDuration(-distance)} ago.`, 'Mint another.')];
  if (name === 'nbf' && distance > 0)
    return [
      problem(
        `It does not count yet: only in ${formatDuration(distance)}.`,
        'Leave nbf out, or set the clock of the machine that minted it.',
      ),
    ];
  if (name === 'iat' && distance > 0)
    return [
      problem(
        `It was made in the future: in ${formatDuration(distance)}.`,
        'Set the clock of the machine that minted it; playgate doctor says by how much it is wrong.',
      ),
    ];
  return [];
}
