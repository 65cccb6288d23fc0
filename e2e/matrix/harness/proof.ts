/** From, and up to: both are allowed. */
export type Range = readonly [least: number, most: number];

type Fact = string | number | boolean | undefined;

/** What was seen, by name: a phase, a code, whether it may be tried again. */
export type Facts = Readonly<Record<string, Fact>>;

/** What must be seen: for each name the value, or a range of it. */
export type DueFacts = Readonly<Record<string, Fact | Range>>;

/** A request that failed. `what` is the same for requests that are equal. */
export interface Failure {
  readonly what: string;
  readonly atMs: number;
}

/** One thing that a row shows: what was seen, beside what must be. Each invariant reads its part. */
export interface Proof {
  /** What was looked at, such as `the player`. */
  readonly of: string;
  /** Loop: when passes were asked for, and how often they may be. */
  readonly asks: { readonly atMs: readonly number[]; readonly due: Range };
  /** Loop: what failed, and how much of it may. */
  readonly failures?: { readonly seen: readonly Failure[]; readonly most: number };
  /** Exact: how it ended. */
  readonly facts: { readonly seen: Facts; readonly due: DueFacts };
  /** Recover: how long after the fault it went on; `undefined`: it did not. */
  readonly recovery?: { readonly tookMs: number | undefined; readonly withinMs: number };
}

/** What a row measured. Times are milliseconds. */
export interface Figures {
  /** The code that it came to, or `plays on`. */
  readonly outcome: string;
  /** How often a pass was asked for, or a vendor called, because of the fault. */
  readonly asked?: number;
  /** Requests for media that were refused or failed. */
  readonly refused?: number;
  /** From the first failure until it was named. */
  readonly namedAfterMs?: number;
  /** From the end of the fault until it went on. */
  readonly recoveredAfterMs?: number;
  /** The engine without the kit, where the row measures it. */
  readonly bare?: { readonly refused: number; readonly named: string | undefined };
}

/** Everything that is left of a row once it was played. */
export interface Played {
  readonly proofs: readonly Proof[];
  readonly figures: Figures;
  /** Leak: every credential there was, where it might show, and where it must not have come to. */
  readonly secrets: readonly string[];
  readonly texts: readonly string[];
  readonly strays: readonly string[];
  /** Why there is nothing to recover from, where there is nothing. */
  readonly noRecovery?: string | undefined;
}
