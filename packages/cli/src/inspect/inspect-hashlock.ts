import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import { hashlockRemarks } from './hashlock-remarks.ts';
import { readHashlockResponse } from './hashlock-response.ts';
import { REDACTED } from './inspection.ts';
import type { InspectOptions, Inspection } from './inspection.ts';

/** Says what is in an authentication response. Whether its hash is right, `playgate hash verify` says, which has the secret. */
export function inspectHashlock(
  items: readonly unknown[],
  { now, reveal }: InspectOptions,
): Inspection {
  const response = readHashlockResponse(items);
  const { params, hash, expires } = response;
  const shownHash = reveal ? hash : REDACTED;
  return {
    kind: 'hashlock',
    title: 'An authentication response (hashlock)',
    facts: [
      ...params.map(([name, value]) => [shown(name), shown(String(value))] as const),
      ...(expires === undefined ? [] : [['hashExpire', formatMoment(expires, now)] as const]),
      ...(hash === undefined ? [] : [['hash', shown(String(shownHash))] as const]),
    ],
    contents: {
      params: params.map(([name, value]) => ({ [name]: value })),
      ...(expires !== undefined && { hashExpire: expires }),
      ...(hash !== undefined && { hash: shownHash }),
    },
    remarks: hashlockRemarks(response, now),
  };
}

/** The vendor's no. */
export function inspectDenial(): Inspection {
  return {
    kind: 'hashlock',
    title: 'An authentication response (hashlock)',
    facts: [['answer', 'false: the viewer was not let in']],
    contents: { denied: true },
    remarks: [],
  };
}
