import type { Paint } from './paint.ts';

/** Something found, good or bad. */
export interface Found {
  readonly level: 'ok' | 'warning' | 'problem';
  readonly summary: string;
  readonly advice?: string;
}

/** Two lines: what is so, and what to do about it. Levels are words, since not everybody sees colours. */
export function formatRemark({ level, summary, advice }: Found, paint: Paint): string {
  const marks = {
    ok: paint.good('ok'),
    warning: paint.warning('warning'),
    problem: paint.bad('problem'),
  };
  const first = `${marks[level]}: ${summary}`;
  return advice === undefined ? first : `${first}\n  ${paint.faint(advice)}`;
}
