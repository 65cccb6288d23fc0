import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import { problem, REDACTED, warning } from './inspection.ts';
import type { InspectOptions, Inspection, Remark } from './inspection.ts';
import { timeRemarks } from './time-remarks.ts';

type Entry = readonly [name: string, value: unknown];

const CONTROL: readonly string[] = ['hash', 'hashExpire'];

/** Says what is in an authentication response. Whether its hash is right, `playgate hash verify` says, which has the secret. */
export function inspectHashlock(
  response: readonly unknown[],
  { now, reveal }: InspectOptions,
): Inspection {
  const entries = response.flatMap((item): readonly Entry[] =>
    typeof item === 'object' && item !== null ? Object.entries(item) : [],
  );
  const params = entries.filter(([name]) => !CONTROL.includes(name));
  const hash = entries.find(([name]) => name === 'hash')?.[1];
  const expires = secondsOf(entries.find(([name]) => name === 'hashExpire')?.[1]);
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
    remarks: [
      ...shapeRemarks(response, entries),
      ...hashRemarks(hash),
      ...valueRemarks(params),
      ...expiryRemarks(expires, now),
    ],
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

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined;
}

function shapeRemarks(response: readonly unknown[], entries: readonly Entry[]): readonly Remark[] {
  const single = response.every(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      (Object.keys(item).length === 1 || Object.keys(item).every((name) => CONTROL.includes(name))),
  );
  const expiry = entries.findIndex(([name]) => name === 'hashExpire');
  const last = entries.findLastIndex(([name]) => !CONTROL.includes(name));
  return [
    ...(single
      ? []
      : [
          problem(
            'Not every item is an object with one member.',
            'Write each parameter as an object of its own, in the order in which they are hashed.',
          ),
        ]),
    ...(expiry !== -1 && expiry < last
      ? [
          problem(
            'hashExpire stands before a parameter, so the vendor hashes them in another order.',
            'Write hashExpire after all parameters.',
          ),
        ]
      : []),
  ];
}

function hashRemarks(hash: unknown): readonly Remark[] {
  if (hash === undefined)
    return [problem('It has no hash.', 'Add { "hash": … } as the last item.')];
  if (typeof hash === 'string' && /^[0-9a-f]{32}$/.test(hash)) return [];
  return [
    problem(
      'Its hash is not 32 lower-case hexadecimal digits.',
      'Write the MD5 in lower case; the vendor compares texts.',
    ),
  ];
}

function valueRemarks(params: readonly Entry[]): readonly Remark[] {
  const split = params.some(([, value]) => typeof value === 'string' && value.includes('|'));
  return split
    ? [
        problem(
          'A value has a "|", so the same hash fits other values, too.',
          'Take "|" out of values; playgate hash mint and the kit’s handlers refuse it.',
        ),
      ]
    : [];
}

function expiryRemarks(expires: number | undefined, now: number): readonly Remark[] {
  if (expires !== undefined)
    return timeRemarks({ exp: expires }, now).map((remark) => ({
      ...remark,
      summary: remark.summary.replace('"exp"', '"hashExpire"'),
      advice: remark.advice.replace('exp ', 'hashExpire '),
    }));
  return [
    warning(
      'It never expires: who has it once can watch for ever.',
      'Add hashExpire, a few minutes ahead, and hash it.',
    ),
  ];
}
