import type { AbrReport } from '../site/abr.ts';
import type { Case, Reports, Set } from './play.ts';

/** One figure that engines decide by or tell of. */
interface Measure {
  readonly name: string;
  readonly of: (report: AbrReport) => number;
  /** By how much runs may differ in spite of everything: a request at the very end, a reading of a clock. */
  readonly margin: (plain: number) => number;
}

/** The least and the most of several runs, and the one in their middle. */
export interface Spread {
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

/** One figure, in all set-ups. */
export interface Comparison {
  readonly case: Case;
  readonly name: string;
  readonly spreads: Readonly<Record<Set, Spread>>;
  /** The plain runs' spread with its margin. */
  readonly from: number;
  readonly to: number;
  /** Whether the middle run with the kit lies there. */
  readonly holds: boolean;
}

const one = (): number => 1;

export const MEASURES: readonly Measure[] = [
  { name: 'requests', of: ({ requests }) => requests, margin: one },
  { name: 'aborted', of: ({ aborted }) => aborted, margin: one },
  { name: 'timed out', of: ({ timedOut }) => timedOut, margin: one },
  { name: 'other quality', of: ({ switches }) => switches, margin: one },
  { name: 'estimate, mean', of: meanEstimate, margin: (plain) => plain * 0.05 },
];

/** Holds what came with the kit against the spread of the plain runs. */
export function compare(what: Case, reports: Reports): readonly Comparison[] {
  return MEASURES.map(({ name, of, margin }) => {
    const spread = (set: Set): Spread => spreadOf(reports[set].map(of));
    const spreads = { plain: spread('plain'), kit: spread('kit'), refused: spread('refused') };
    const { least, middle, most } = spreads.plain;
    const [from, to] = [least - margin(middle), most + margin(middle)];
    const holds = spreads.kit.middle >= from && spreads.kit.middle <= to;
    return { ...{ case: what, name, spreads, from, to }, holds };
  });
}

/** In kilobits a second, over all readings. */
function meanEstimate({ estimates }: AbrReport): number {
  const sum = estimates.reduce((all, { bandwidth }) => all + bandwidth, 0);
  return sum / Math.max(estimates.length, 1) / 1000;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted.at(index) ?? NaN;
  return { least: at(0), middle: at(Math.floor(sorted.length / 2)), most: at(-1) };
}
