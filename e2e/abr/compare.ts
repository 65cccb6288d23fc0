import type { AbrReport } from '../site/abr.ts';
import type { Case } from './cases.ts';
import type { Reports, Set } from './play.ts';

/** One figure that engines decide by or tell of. */
interface Measure {
  readonly name: string;
  readonly of: (report: AbrReport) => number;
  /** By how much runs may differ in spite of everything: a request at the very end, a reading of a clock. */
  readonly margin: (plain: number) => number;
  /** Whether it is one that a wait falls into: the control must be seen in one of these, not in a request more by chance. */
  readonly isOfTime: boolean;
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
  /** How many plain ones, and as many with the kit. */
  readonly runs: number;
  readonly spreads: Readonly<Record<Set, Spread>>;
  /** The plain runs' spread with its margin. */
  readonly from: number;
  readonly to: number;
  /** Whether the middle run with the kit lies there. */
  readonly holds: boolean;
  /** Whether the middle run of the control does not. */
  readonly notices: boolean;
  readonly isOfTime: boolean;
}

const count = { margin: () => 1, isOfTime: false };
const time = { margin: (plain: number) => plain * 0.05, isOfTime: true };

export const MEASURES: readonly Measure[] = [
  { ...count, name: 'requests', of: ({ requests }) => requests },
  { ...count, name: 'aborted', of: ({ aborted }) => aborted },
  { ...count, name: 'timed out', of: ({ timedOut }) => timedOut },
  { ...count, name: 'other quality', of: ({ switches }) => switches },
  {
    ...{ ...time, name: 'estimate, mean' },
    of: ({ estimates }) => mean(estimates.map(({ bandwidth }) => bandwidth / 1000)),
  },
  {
    // A wait is lost in what is slow anyway, and seen in what is fast.
    ...{ ...time, name: 'estimate, highest' },
    of: ({ estimates }) => Math.max(0, ...estimates.map(({ bandwidth }) => bandwidth / 1000)),
  },
  {
    ...{ ...time, name: 'first byte, mean' },
    of: ({ estimates }) => mean(estimates.flatMap(({ firstByteMs }) => firstByteMs ?? [])),
  },
];

/** Holds what came with the kit, and what came of the control, against the spread of the plain runs. */
export function compare(what: Case, reports: Reports): readonly Comparison[] {
  return MEASURES.flatMap(({ name, of, margin, isOfTime }) => {
    const spread = (set: Set): Spread => spreadOf(reports[set].map(of));
    const [plain, kit] = [spread('plain'), spread('kit')];
    const [refused, inside] = [spread('refused'), spread('inside')];
    // Engines that take the first byte for a part of the bandwidth do not tell of it.
    if (isOfTime && plain.most === 0 && kit.most === 0) return [];
    const [from, to] = [plain.least - margin(plain.middle), plain.most + margin(plain.middle)];
    const isWithin = ({ middle }: Spread): boolean => middle >= from && middle <= to;
    return {
      ...{
        case: what,
        name,
        runs: reports.plain.length,
        spreads: { plain, kit, refused, inside },
        from,
        to,
      },
      ...{ holds: isWithin(kit), notices: !isWithin(inside), isOfTime },
    };
  });
}

/** What does not hold, in words: with the kit, and of the comparison itself, which must notice the control of each case. */
export function broken(comparisons: readonly Comparison[]): readonly string[] {
  const outside = comparisons
    .filter(({ holds }) => !holds)
    .map(({ case: { title }, name, spreads, from, to }) => {
      const { middle } = spreads.kit;
      return `${title}: ${name} ${middle.toFixed(1)} with the kit, not from ${from.toFixed(1)} to ${to.toFixed(1)}`;
    });
  const all = comparisons.map(({ case: { title } }) => title);
  const noticed = comparisons.flatMap((it) => (it.notices && it.isOfTime ? it.case.title : []));
  const unnoticed = [...new Set(all)]
    .filter((title) => !noticed.includes(title))
    .map((title) => `${title}: no figure shows that the control waits where it is measured`);
  return [...outside, ...unnoticed];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted.at(index) ?? NaN;
  return { least: at(0), middle: at(Math.floor(sorted.length / 2)), most: at(-1) };
}
