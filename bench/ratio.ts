/** One figure of the bench: what something costs in units of something else of the same run. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  /** What it may be at most. Absent: only told. */
  readonly bar?: number;
  /** The figures it is made from, in words. */
  readonly note: string;
}

const TOLERANCE = 1.25;

/** Whether a ratio is over its bar by more than noise explains. */
export function isClearMiss({ value, bar }: Ratio): boolean {
  return bar !== undefined && value > bar * TOLERANCE;
}
