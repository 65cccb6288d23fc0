/** Something that was noticed about a credential. */
export interface Remark {
  readonly level: 'warning' | 'problem';
  /** What is so: one sentence. */
  readonly summary: string;
  /** What to do about it. */
  readonly advice: string;
}

export function problem(summary: string, advice: string): Remark {
  return { level: 'problem', summary, advice };
}

export function warning(summary: string, advice: string): Remark {
  return { level: 'warning', summary, advice };
}

/** The remarks that apply. */
export function remarksOf(
  ...cases: readonly (readonly [applies: boolean, remark: Remark])[]
): readonly Remark[] {
  return cases.filter(([applies]) => applies).map(([, remark]) => remark);
}
