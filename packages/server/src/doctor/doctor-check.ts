import type { ApiClock } from '../api/vendor-api.ts';

/** What a check found, in words an operator can act on. No secret, no query string. */
export interface DoctorFinding {
  /** Of the check, such as `brightcove.key`. */
  readonly id: string;
  readonly level: 'ok' | 'warning' | 'problem';
  /** What is so: one sentence. */
  readonly summary: string;
  /** What to do about it. Present unless `ok`. */
  readonly advice?: string;
}

/** What checks may use. */
export interface DoctorContext {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: ApiClock;
  readonly signal: AbortSignal;
}

/** Looks at one thing in a configuration or at a vendor. Never changes anything there. */
export interface DoctorCheck {
  readonly id: string;
  /** What is looked at, for progress: `the signing key`. */
  readonly title: string;
  /** Never throws but when aborted: what goes wrong is a finding. */
  run(context: DoctorContext): Promise<readonly DoctorFinding[]>;
}
