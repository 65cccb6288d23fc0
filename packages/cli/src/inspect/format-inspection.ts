import type { Inspection } from './inspection.ts';
import { formatRemark } from '../output/format-remark.ts';
import { formatTable } from '../output/format-table.ts';
import type { Paint } from '../output/paint.ts';

/** What something is, what is in it, and what is wrong with it. */
export function formatInspection({ title, facts, remarks }: Inspection, paint: Paint): string {
  return [
    paint.strong(title),
    ...(facts.length > 0 ? [formatTable(facts, '  ')] : []),
    ...remarks.map((remark) => formatRemark(remark, paint)),
    ...(remarks.length === 0 ? [paint.good('Nothing is wrong with it by itself.')] : []),
  ].join('\n');
}
