/** One member of an authentication response. */
export type ResponseEntry = readonly [name: string, value: unknown];

/** An authentication response, taken apart and not verified. */
export interface HashlockResponse {
  readonly items: readonly unknown[];
  /** Every member of every item, in order. */
  readonly entries: readonly ResponseEntry[];
  /** Those that were hashed for their own sake. */
  readonly params: readonly ResponseEntry[];
  readonly hash: unknown;
  /** `hashExpire`, in seconds since the epoch: a number, or a text with one. */
  readonly expires: number | undefined;
}

const CONTROL: readonly string[] = ['hash', 'hashExpire'];

/** Whether a member is no parameter. */
export function isControl(name: string): boolean {
  return CONTROL.includes(name);
}

export function readHashlockResponse(items: readonly unknown[]): HashlockResponse {
  const entries = items.flatMap((item): readonly ResponseEntry[] =>
    typeof item === 'object' && item !== null ? Object.entries(item) : [],
  );
  const valueOf = (name: string): unknown => entries.find((entry) => entry[0] === name)?.[1];
  return {
    items,
    entries,
    params: entries.filter(([name]) => !isControl(name)),
    hash: valueOf('hash'),
    expires: secondsOf(valueOf('hashExpire')),
  };
}

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined;
}
