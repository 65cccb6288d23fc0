import type { Remark } from './remark.ts';

/** What a text turned out to be. */
export interface Inspection {
  readonly kind: 'jwt' | 'jwe' | 'hashlock' | 'pass' | 'unknown';
  /** For people: what it is. */
  readonly title: string;
  /** For people: what is in it. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** For programs: what is in it. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly remarks: readonly Remark[];
}

/** How something is looked at. */
export interface InspectOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether what opens something is shown. */
  readonly reveal: boolean;
}

/** What stands in place of what opens something. */
export const REDACTED = '[redacted]';
