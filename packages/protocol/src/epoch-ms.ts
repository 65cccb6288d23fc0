/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Branded, so that seconds cannot be passed by mistake. */
export type EpochMs = number & { readonly __unit: 'EpochMs' };

/**
 * Marks a number of milliseconds as a point in time.
 *
 * @param milliseconds Milliseconds since the epoch, as `Date.now()` gives them.
 */
export function epochMs(milliseconds: number): EpochMs {
  // A brand exists in the types only, so this is the one place that puts it on.
  return milliseconds as EpochMs;
}
