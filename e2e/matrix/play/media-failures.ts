import type { JournalEntry } from '@playgate/sandbox';
import type { Failure } from '../harness/proof.ts';

/** Requests that were refused, or got no right answer. */
export const failuresIn = (entries: readonly JournalEntry[]): readonly JournalEntry[] =>
  entries.filter(({ status, fault }) => fault !== undefined || status >= 400);

/** The same URL, range and pass make requests equal. Queries change with the pass only. */
export function asFailures(entries: readonly JournalEntry[]): readonly Failure[] {
  const times = new Map<string, number>();
  return entries.map(({ kind, path, range, generation, atMs }) => {
    const what = `${kind} ${path}${range ? ' (a range)' : ''} with pass ${generation ?? '–'}`;
    const time = times.get(what) ?? 0;
    times.set(what, time + 1);
    // Picture and sound have one key, and each asks for it.
    return { what: kind === 'key' && time % 2 === 1 ? `${what} for the other` : what, atMs };
  });
}

/** The wave in flight at the first refusal and two, never more than eight. */
export function mostFailures(failures: readonly JournalEntry[]): number {
  const wave = failures.filter(({ generation }) => generation === failures[0]?.generation);
  return Math.min(wave.length + 2, 8);
}

/** A kind of request is tried twice a second at most while its server cannot be reached; there are a few kinds. */
export const mostInAnOutage = (ms: number): number => 8 + Math.ceil((4 * ms) / 1000);

/** Segments that came before the first key did. */
export function segmentsInVain(entries: readonly JournalEntry[]): number {
  const firstKey = entries.findIndex(({ kind, status }) => kind === 'key' && status === 200);
  const before = firstKey === -1 ? entries : entries.slice(0, firstKey);
  return before.filter(({ kind, status }) => kind === 'segment' && status === 200).length;
}
