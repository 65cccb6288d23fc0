import { SEGMENT_MS } from '../../films/film-files.ts';
import type { RequestKind } from '../../http/request-kind.ts';

/** What was watched of one film. */
export interface Viewing {
  /** How often it was opened. */
  readonly views: number;
  /** How many seconds of it were loaded, all qualities together. */
  readonly watchSeconds: number;
}

/** Counts what is served. */
export interface Views {
  count(film: string, kind: RequestKind): void;
  of(film: string): Viewing;
}

export function createViews(): Views {
  const viewings = new Map<string, Viewing>();
  const of = (film: string): Viewing => viewings.get(film) ?? { views: 0, watchSeconds: 0 };
  return {
    count(film, kind) {
      const { views, watchSeconds } = of(film);
      viewings.set(film, {
        views: views + (kind === 'manifest' ? 1 : 0),
        watchSeconds: watchSeconds + (kind === 'segment' ? SEGMENT_MS / 1000 : 0),
      });
    },
    of,
  };
}
