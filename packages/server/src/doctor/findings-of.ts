import type { DoctorFinding } from './doctor-check.ts';

/** Writes the findings of one check. */
export interface FindingWriter {
  ok(summary: string): DoctorFinding;
  warning(summary: string, advice: string): DoctorFinding;
  problem(summary: string, advice: string): DoctorFinding;
}

/** @param id Of the check. */
export function findingsOf(id: string): FindingWriter {
  return {
    ok: (summary) => ({ id, level: 'ok', summary }),
    warning: (summary, advice) => ({ id, level: 'warning', summary, advice }),
    problem: (summary, advice) => ({ id, level: 'problem', summary, advice }),
  };
}
