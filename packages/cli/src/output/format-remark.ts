import type { Paint } from './paint.ts';
import { shown } from './shown.ts';

/** Something found, good or bad. */
export interface Found {
  readonly level: 'ok' | 'warning' | 'problem';
  readonly summary: string;
  readonly advice?: string;
}

/** Long enough for every sentence with a URL in it. */
const MOST = 2000;

/**
 * Two lines: what is so, and what to do about it. Levels are words, since not everybody sees colours. What vendors said may stand in
 * either.
 */
export function formatRemark({ level, summary, advice }: Found, paint: Paint): string {
  const marks = {
    ok: paint.good('ok'),
    warning: paint.warning('warning'),
    problem: paint.bad('problem'),
  };
  const first = `${marks[level]}: ${shown(summary, MOST)}`;
  return advice === undefined ? first : `${first}\n  ${paint.faint(shown(advice, MOST))}`;
}
