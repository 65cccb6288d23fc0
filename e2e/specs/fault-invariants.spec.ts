import { expect, test } from '@playwright/test';
import { breachesIn } from '../matrix/harness/invariants.ts';
import type { Invariant } from '../matrix/harness/invariants.ts';
import type { Played, Proof } from '../matrix/harness/proof.ts';

const KEPT: Proof = {
  of: 'a player',
  asks: { atMs: [0, 250], due: [1, 2] },
  failures: { seen: [failure(0), failure(250)], most: 2 },
  facts: { seen: { phase: 'denied', tookMs: 5 }, due: { phase: 'denied', tookMs: [0, 5] } },
  recovery: { tookMs: 1000, withinMs: 1000 },
};

function failure(atMs: number): { readonly what: string; readonly atMs: number } {
  return { what: 'segment 1', atMs };
}

const played = (proof: Partial<Proof>, more: Partial<Played> = {}): Played => ({
  ...{ proofs: [{ ...KEPT, ...proof }], figures: { outcome: '' } },
  ...{ secrets: ['s3cret-pass'], texts: ['a page'], strays: [], ...more },
});

const BROKEN: readonly (readonly [Invariant, string, Played])[] = [
  ['leak', 'a secret in a text', played({}, { texts: ['token=s3cret-pass'] })],
  ['leak', 'a secret in base64', played({}, { texts: [btoa('s3cret-pass')] })],
  ['leak', 'a secret elsewhere', played({}, { strays: ['a pass at the stranger’s'] })],
  ['leak', 'nothing to look for', played({}, { secrets: [] })],
  ['loop', 'too many asks', played({ asks: { atMs: [0, 250, 500], due: [1, 2] } })],
  ['loop', 'no ask', played({ asks: { atMs: [], due: [1, 2] } })],
  ['loop', 'asks that are close', played({ asks: { atMs: [0, 249], due: [1, 2] } })],
  ['loop', 'too many failures', played({ failures: { seen: [failure(0)], most: 0 } })],
  ['loop', 'close failures', played({ failures: { seen: [failure(0), failure(249)], most: 2 } })],
  ['exact', 'another value', played({ facts: { seen: { phase: 'idle' }, due: { phase: 'ok' } } })],
  ['exact', 'none', played({ facts: { seen: {}, due: { code: 'network' } } })],
  ['exact', 'one too many', played({ facts: { seen: { code: 'a' }, due: { code: undefined } } })],
  ['exact', 'out of range', played({ facts: { seen: { tookMs: 6 }, due: { tookMs: [0, 5] } } })],
  ['recover', 'late', played({ recovery: { tookMs: 1001, withinMs: 1000 } })],
  ['recover', 'never', played({ recovery: { tookMs: undefined, withinMs: 1000 } })],
];

for (const [invariant, what, row] of BROKEN)
  test(`control of ${invariant}: ${what} is one breach`, () => {
    expect(breachesIn(row).map((breach) => breach.invariant)).toEqual([invariant]);
  });

test('a row that keeps all four has no breach', () => {
  expect(breachesIn(played({}))).toEqual([]);
});

test('control of recover: a row that shows no recovery says why', () => {
  const { recovery: _, ...proof } = KEPT;
  const row = { ...played({}), proofs: [proof] };
  expect(breachesIn(row)).toEqual([expect.objectContaining({ invariant: 'recover' })]);
  expect(breachesIn({ ...row, noRecovery: 'nothing fails' })).toEqual([]);
});
