import type { Fault } from '@playgate/sandbox';

/** A network for a number of segments; without one, for all others. */
interface Step {
  readonly segments?: number;
  readonly bytesPerSecond: number;
}

/**
 * How fast answers come, segment by segment: each segment has its rate, whoever asks when, so every player meets the same network. The film
 * has 10, 14 and 18 kB a second, sound included, in segments of four seconds that travel apart from their sound. So it is fast enough for the
 * best; then so slow that the best would take nine seconds, and is given up; then good for the middle one; then fast again.
 */
export const STEPS: readonly Step[] = [
  { segments: 6, bytesPerSecond: 120_000 },
  { segments: 2, bytesPerSecond: 6000 },
  { segments: 3, bytesPerSecond: 16_000 },
  { bytesPerSecond: 120_000 },
];
const FIRST_BYTE_MS = 60;

/**
 * The faults that make that network.
 *
 * @param first The number of the segment that it begins with.
 * @param size How large the film is against that one: the network is as much slower.
 */
export function shape(first: number, size: number): readonly Fault[] {
  let next = first;
  return STEPS.map(({ segments, bytesPerSecond }) => {
    const numbers = Array.from({ length: segments ?? 0 }, (_, i) => next + i);
    next += numbers.length;
    const name = segments === undefined ? '\\d+' : `(?:${numbers.join('|')})`;
    return {
      where: { kind: 'segment', path: `/${name}\\.(?:ts|m4s)$` },
      do: {
        action: 'transport',
        firstByteMs: FIRST_BYTE_MS,
        bytesPerSecond: bytesPerSecond * size,
      },
    };
  });
}
