import type { ClientEvent } from '@playgate/client';
import type { RequestRow } from './request-row.ts';

/** One pass, from the moment it was received. Times are milliseconds of the page's monotonic clock. */
export interface PassLife {
  readonly generation: number;
  readonly receivedAt: number;
  /** Absent: until refused. */
  readonly endsAt?: number;
  /** When the next one took its place. */
  readonly replacedAt?: number;
}

/** One question to the backend. */
export interface PassAsk {
  readonly askedAt: number;
  readonly reason: AskReason;
  readonly answeredAt?: number;
  /** The code of the failure. */
  readonly failure?: string;
}

export type AskReason = Extract<ClientEvent, { type: 'pass-asked' }>['reason'];

/** What became of one media request. */
export interface RequestMark {
  readonly at: number;
  readonly row: RequestRow;
  readonly outcome: 'served' | 'refused' | 'failed' | 'parked' | 'replayed';
  /** What tells it from its siblings while it is parked. */
  readonly path: string;
  /** When it was let go. Only `parked`. */
  readonly releasedAt?: number;
}

/** A stretch of time in which the picture did one thing. */
export interface PictureSpan {
  readonly from: number;
  readonly to: number;
  readonly state: PictureState;
}

export type PictureState = 'playing' | 'paused' | 'stalled';

/** Everything the panel draws. */
export interface Timeline {
  readonly passes: readonly PassLife[];
  readonly asks: readonly PassAsk[];
  readonly requests: readonly RequestMark[];
  readonly picture: readonly PictureSpan[];
  /** How many seconds of film lie ready ahead of the picture. */
  readonly bufferedSeconds: number;
  readonly counts: TimelineCounts;
  /** When playback stopped for good. */
  readonly stops: readonly number[];
  /** Whether it still stands. */
  readonly stopped: boolean;
}

/** Counted since the film was opened; trimming does not lower them. */
export interface TimelineCounts {
  readonly passes: number;
  readonly served: number;
  readonly refused: number;
  readonly parked: number;
  readonly replayed: number;
  readonly stalls: number;
  readonly playedMs: number;
}

export const emptyTimeline: Timeline = {
  passes: [],
  asks: [],
  requests: [],
  picture: [],
  stops: [],
  stopped: false,
  bufferedSeconds: 0,
  counts: { passes: 0, served: 0, refused: 0, parked: 0, replayed: 0, stalls: 0, playedMs: 0 },
};

/** Drops what ended before a moment. */
export function trim(line: Timeline, before: number): Timeline {
  return {
    ...line,
    passes: line.passes.filter((pass) => (pass.replacedAt ?? Infinity) >= before),
    asks: line.asks.filter((ask) => (ask.answeredAt ?? Infinity) >= before),
    requests: line.requests.filter((mark) => endOf(mark) >= before),
    picture: line.picture.filter((span) => span.to >= before),
    stops: line.stops.filter((at) => at >= before),
  };
}

function endOf(mark: RequestMark): number {
  return mark.outcome === 'parked' ? (mark.releasedAt ?? Infinity) : mark.at;
}
