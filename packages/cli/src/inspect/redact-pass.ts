import type { PassBody } from '@playgate/server';
import { REDACTED } from './inspection.ts';
import { redactDeep } from './redact-deep.ts';

type Placement = PassBody['rules'][number]['place'][number];

/** A pass as it may be shown: where everything goes, and nothing that opens anything. */
export function redactPass(pass: PassBody): PassBody {
  const rules = pass.rules.map((rule) => ({ ...rule, place: rule.place.map(redactPlacement) }));
  return { ...pass, rules, ...(pass.source && { source: redactSource(pass.source) }) };
}

function redactPlacement(placement: Placement): Placement {
  if (placement.kind === 'header') {
    const scheme = /^(Bearer|Basic|DPoP) /.exec(placement.value)?.[0] ?? '';
    return { ...placement, value: scheme + REDACTED };
  }
  if (placement.kind !== 'query') return placement;
  const names = Object.keys(placement.params);
  return { ...placement, params: Object.fromEntries(names.map((name) => [name, REDACTED])) };
}

function redactSource(source: NonNullable<PassBody['source']>): NonNullable<PassBody['source']> {
  const { keySystems, src } = source;
  return {
    ...source,
    src: String(redactDeep(src)),
    ...(keySystems && {
      keySystems: Object.fromEntries(
        Object.entries(keySystems).map(([name, system]) => [name, redactDeep(system)]),
      ),
    }),
  };
}
