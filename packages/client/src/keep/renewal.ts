const SHORTEST_GAP_MS = 200;

/** When a pass is renewed and how long it is handed out, in milliseconds of its age. */
export interface RenewalPlan {
  readonly renewAtMs: number;
  /** From this age on nobody gets it any more, so that it is still good when it arrives. */
  readonly windowMs: number;
}

/**
 * Plans the renewal of a pass: at 75 % of its life, for long lives 60 s before its end, earlier by up to a tenth of that margin so
 * that clients spread out. A tenth of the life, at most 2 s, is kept in reserve.
 *
 * @param lifetimeMs Absent: it lasts until it is refused.
 * @param random A number from 0 up to 1.
 */
export function planRenewal(lifetimeMs: number | undefined, random: number): RenewalPlan {
  if (lifetimeMs === undefined) return { renewAtMs: Infinity, windowMs: Infinity };
  const margin = Math.min(lifetimeMs / 4, 60_000) * (1 + random / 10);
  return {
    renewAtMs: Math.max(lifetimeMs - margin, lifetimeMs / 10, SHORTEST_GAP_MS),
    windowMs: lifetimeMs - Math.min(lifetimeMs / 10, 2000),
  };
}
