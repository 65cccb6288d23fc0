import { requestRow } from './request-row.ts';
import type { Timeline } from './timeline.ts';

/** What a media server noted about one request. */
export interface ServerNote {
  readonly at: number;
  readonly kind: string;
  readonly path: string;
  readonly status: number;
}

/** Adds what a media server noted. */
export function recordNote(line: Timeline, note: ServerNote): Timeline {
  const { at, kind, path, status } = note;
  const row = requestRow(kind);
  if (row === undefined) return line;
  const outcome = outcomeOf(status);
  const counts =
    outcome === 'served'
      ? { ...line.counts, served: line.counts.served + 1 }
      : { ...line.counts, refused: line.counts.refused + 1 };
  return { ...line, counts, requests: [...line.requests, { at, row, path, outcome }] };
}

/** 0 means that there was no answer: the connection was cut. */
function outcomeOf(status: number): 'served' | 'refused' | 'failed' {
  if (status === 0 || status >= 500) return 'failed';
  return status >= 300 ? 'refused' : 'served';
}
