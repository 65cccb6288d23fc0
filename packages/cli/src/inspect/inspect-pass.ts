import { formatPass, parsePass } from '@playgate/server';
import type { PassBody } from '@playgate/server';
import { formatDuration, formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import { readCompactToken } from './compact-token.ts';
import { inspectToken } from './inspect-token.ts';
import type { InspectOptions, Inspection } from './inspection.ts';
import type { Remark } from './remark.ts';
import { problem, remarksOf } from './remark.ts';
import { redactPass } from './redact-pass.ts';

type Rule = PassBody['rules'][number];

/** Says where a pass puts what, and looks into the tokens that it puts there. */
export function inspectPass(json: unknown, options: InspectOptions): Inspection {
  let pass: PassBody;
  try {
    pass = formatPass(parsePass(json));
  } catch (error) {
    return unreadable(error);
  }
  const visible = options.reveal ? pass : redactPass(pass);
  const { id, subject, mode, issued_at, expires_in, rules, source } = visible;
  return {
    kind: 'pass',
    title: 'A playback pass',
    facts: [
      ...(id === undefined ? [] : [['id', shown(id)] as const]),
      ...(subject === undefined ? [] : [['viewer', shown(subject)] as const]),
      ['mode', mode],
      ...(issued_at === undefined ? [] : [['made', formatMoment(issued_at, options.now)] as const]),
      ['lasts', expires_in === undefined ? 'until it is refused' : formatDuration(expires_in)],
      ...rules.map((rule, i) => [`rule ${i + 1}`, ruleText(rule)] as const),
      ...(source === undefined ? [] : [['plays', shown(source.src)] as const]),
    ],
    contents: { pass: visible },
    remarks: [
      ...ageRemarks(pass, options.now),
      ...remarksOf([
        rules.length === 0,
        problem('It has no rules, so it opens nothing.', 'Look at what the vendor minted.'),
      ]),
      ...pass.rules.flatMap((rule, i) => tokenRemarks(rule, i + 1, options)),
    ],
  };
}

/** A parser's message names a member and never holds its value. */
function unreadable(error: unknown): Inspection {
  const why = error instanceof Error ? error.message : 'It cannot be read.';
  return {
    kind: 'pass',
    title: 'Almost a playback pass',
    facts: [],
    contents: {},
    remarks: [problem(why, 'A browser refuses it; correct what the sentence names.')],
  };
}

function ruleText({ match, place }: Rule): string {
  const kinds = match.kinds === undefined ? 'everything' : match.kinds.join(', ');
  const placed = place.map((placement) => {
    if (placement.kind === 'header') return `${placement.name}: ${placement.value}`;
    if (placement.kind === 'cookie') return 'cookies';
    if (placement.kind === 'none') return 'nothing';
    return Object.entries(placement.params)
      .map(([name, value]) => `?${name}=${value}`)
      .join(' ');
  });
  return shown(
    `${kinds} below ${match.urls.join(', ')}: ${placed.join(' and ') || 'nothing'}`,
    Infinity,
  );
}

function ageRemarks({ issued_at, expires_in }: PassBody, now: number): readonly Remark[] {
  if (expires_in === undefined || issued_at === undefined) return [];
  const over = now / 1000 - (issued_at + expires_in);
  return over < 0
    ? []
    : [problem(`It expired ${formatDuration(over)} ago.`, 'Ask the endpoint for another.')];
}

function tokenRemarks(rule: Rule, number: number, options: InspectOptions): readonly Remark[] {
  return rule.place
    .flatMap((placement) => {
      if (placement.kind === 'header') return [placement.value.replace(/^\w+ /, '')];
      return placement.kind === 'query' ? Object.values(placement.params) : [];
    })
    .flatMap((value) => readCompactToken(value) ?? [])
    .flatMap((token) => inspectToken(token, options).remarks)
    .map((remark) => ({ ...remark, summary: `The token of rule ${number}: ${remark.summary}` }));
}
