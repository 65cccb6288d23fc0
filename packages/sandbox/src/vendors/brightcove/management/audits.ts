import type { Account } from '../account/account.ts';
import { setBounded } from '../../../set-bounded.ts';

/** One order for a day's report. */
export interface Audit {
  readonly id: string;
  /** A day in UTC, `YYYY-MM-DD`. */
  readonly date: string;
  readonly orderedAtMs: number;
  readonly polls: number;
  readonly fails: boolean;
}

export type AuditStatus = 'processing' | 'completed' | 'failed';

/** Orders for reports, and how far they are. */
export interface Audits {
  order(date: string): Audit;
  get(id: string): Audit | undefined;
  /** Asking brings it forward: it says `processing` as often as the account is set to. */
  poll(audit: Audit): AuditStatus;
  /** The same without counting. */
  status(audit: Audit): AuditStatus;
  /** The next orders that nobody can fulfil. */
  failNext(times: number): void;
}

/** @param makeId Makes a UUID. */
export function createAudits(
  account: Pick<Account, 'settings'>,
  now: () => number,
  makeId: () => string,
): Audits {
  const audits = new Map<string, Audit>();
  let failures = 0;
  const status = ({ fails, polls, orderedAtMs }: Audit): AuditStatus => {
    const { auditPolls, auditMs } = account.settings;
    if (polls < auditPolls || now() < orderedAtMs + auditMs) return 'processing';
    return fails ? 'failed' : 'completed';
  };
  return {
    order(date) {
      const fails = failures > 0;
      if (fails) failures -= 1;
      const audit = { id: makeId(), date, orderedAtMs: now(), polls: 0, fails };
      setBounded(audits, audit.id, audit, 1000);
      return audit;
    },
    get: (id) => audits.get(id),
    poll(audit) {
      audits.set(audit.id, { ...audit, polls: audit.polls + 1 });
      return status(audit);
    },
    status,
    failNext(times) {
      failures = times;
    },
  };
}
