import type { DueFacts, Facts, Failure, Played, Proof, Range } from './proof.ts';
import { secretsIn } from './secrets-in.ts';

/** Equal requests that failed, and asks for passes, are never closer together. */
export const LEAST_GAP_MS = 250;

export type Invariant = 'leak' | 'loop' | 'exact' | 'recover';

/** What a row showed that must not be. */
export interface Breach {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Holds what was played to all four invariants. */
export function breachesIn(played: Played): readonly Breach[] {
  const of = (invariant: Invariant, found: readonly string[]): readonly Breach[] =>
    found.map((what) => ({ invariant, what }));
  const each = (find: (proof: Proof) => readonly string[]): readonly string[] =>
    played.proofs.flatMap((proof) => find(proof).map((what) => `${proof.of}: ${what}`));
  return [
    ...of('leak', leaks(played)),
    ...of('loop', each(loops)),
    ...of('exact', each(inexact)),
    ...of('recover', [...each(unrecovered), ...unproved(played)]),
  ];
}

/** A credential is in no text of the page, and reached nobody who has no business with it. */
function leaks({ secrets, texts, strays }: Played): readonly string[] {
  const blind = secrets.length === 0 ? ['there was no credential to look for'] : [];
  return [...blind, ...secretsIn(texts.join('\n'), secrets), ...strays];
}

/** No more asks and failures than are due, and none twice within a moment. */
function loops({ asks, failures }: Proof): readonly string[] {
  const close = failures && tooClose(failures.seen);
  const moments = asks.atMs.map((atMs) => ({ what: 'a pass', atMs }));
  return [
    ...(isDue(asks.atMs.length, asks.due)
      ? []
      : [`${asks.atMs.length} passes asked for, not ${asks.due.join(' to ')}`]),
    ...(failures && failures.seen.length > failures.most
      ? [`${failures.seen.length} failures, more than ${failures.most}: ${spellAll(failures.seen)}`]
      : []),
    ...[tooClose(moments), close].filter((what) => what !== undefined),
  ];
}

function inexact({ facts: { seen, due } }: Proof): readonly string[] {
  return differing(seen, due).map(
    (name) => `${name} is ${String(seen[name])}, not ${spell(due[name])}`,
  );
}

function unrecovered({ recovery }: Proof): readonly string[] {
  if (recovery === undefined) return [];
  const { tookMs, withinMs } = recovery;
  if (tookMs === undefined) return [`it does not go on within ${withinMs} ms`];
  return tookMs <= withinMs ? [] : [`it goes on after ${tookMs} ms, not ${withinMs}`];
}

const unproved = ({ proofs, noRecovery }: Played): readonly string[] =>
  noRecovery === undefined && proofs.every(({ recovery }) => recovery === undefined)
    ? ['it is not shown, and the row does not say why not']
    : [];

/** The names of what is not as it must be. */
export const differing = (seen: Facts, due: DueFacts): readonly string[] =>
  Object.keys(due).filter((name) => !isDue(seen[name], due[name]));

function isDue(seen: Facts[string], due: DueFacts[string]): boolean {
  // WebDriver knows no `undefined`.
  if (typeof due !== 'object') return (seen ?? undefined) === due;
  return typeof seen === 'number' && seen >= due[0] && seen <= due[1];
}

const spell = (due: DueFacts[string]): string => (isRange(due) ? due.join(' to ') : String(due));

const isRange = (due: DueFacts[string]): due is Range => typeof due === 'object';

const spellAll = (failures: readonly Failure[]): string =>
  failures.map(({ what, atMs }) => `${what} at ${atMs - (failures[0]?.atMs ?? 0)} ms`).join('; ');

/** The first that came again too soon. */
function tooClose(failures: readonly Failure[]): string | undefined {
  for (const [i, { what, atMs }] of failures.entries()) {
    const again = failures.slice(i + 1).find((other) => other.what === what);
    const gap = again === undefined ? Infinity : again.atMs - atMs;
    if (gap < LEAST_GAP_MS) return `${what} again after ${gap} ms`;
  }
  return undefined;
}
