import type { ClientEvent } from '@playgate/client';
import { requestRow } from './request-row.ts';
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

/** What a media server noted about one request. */
export interface ServerNote {
  readonly at: number;
  readonly kind: string;
  readonly path: string;
  readonly status: number;
}

/** A look at the picture. */
export interface PictureSample {
  readonly at: number;
  readonly state: PictureState;
  readonly bufferedSeconds: number;
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

/** Adds what the client says. */
export function recordEvent(line: Timeline, event: ClientEvent): Timeline {
  switch (event.type) {
    case 'pass-asked':
      return {
        ...line,
        asks: [...line.asks, { askedAt: event.at, reason: event.reason }],
        stopped: line.stopped && event.reason === 'renewal',
      };
    case 'pass-received':
      return recordPass(line, event.generation, event.at, event.lifetimeMs);
    case 'pass-failed':
      return { ...line, asks: answered(line.asks, event.at, failureOf(event.code)) };
    case 'request-parked':
      // After a stop nothing waits: it is told so at once.
      return line.stopped ? line : recordRequest(line, event, 'parked');
    case 'request-replayed':
      return recordRequest(line, event, 'replayed');
    case 'request-released':
      return { ...line, requests: released(line.requests, event.path, event.at) };
    case 'request-refused':
      return line;
    case 'stopped':
      // A locked film is not at its end: what waits goes on to wait for the viewer.
      return failureOf(event.code) === undefined ? line : recordStop(line, event.at);
    case 'signed-out':
      return recordStop(line, event.at);
  }
}

function recordPass(
  line: Timeline,
  generation: number,
  at: number,
  lifetimeMs: number | undefined,
): Timeline {
  const earlier = line.passes.map((pass) =>
    pass.replacedAt === undefined ? { ...pass, replacedAt: at } : pass,
  );
  const pass = {
    generation,
    receivedAt: at,
    ...(lifetimeMs !== undefined && { endsAt: at + lifetimeMs }),
  };
  return {
    ...line,
    asks: answered(line.asks, at),
    requests: letGo(line.requests, at),
    passes: [...earlier, pass],
    counts: { ...line.counts, passes: line.counts.passes + 1 },
  };
}

function recordStop(line: Timeline, at: number): Timeline {
  return {
    ...line,
    requests: letGo(line.requests, at),
    stops: [...line.stops, at],
    stopped: true,
  };
}

/** Nothing waits any longer. Requests that the player gave up meanwhile say nothing of it, so they end here, too. */
function letGo(requests: readonly RequestMark[], at: number): readonly RequestMark[] {
  return requests.map((mark) =>
    mark.outcome === 'parked' && mark.releasedAt === undefined ? { ...mark, releasedAt: at } : mark,
  );
}

/** Adds what a media server noted. A refusal is a 4xx; anything above is a failure. */
export function recordNote(line: Timeline, note: ServerNote): Timeline {
  const { at, kind, path, status } = note;
  const row = requestRow(kind);
  if (row === undefined) return line;
  const outcome = status >= 500 ? 'failed' : status >= 300 ? 'refused' : 'served';
  const counts =
    outcome === 'served'
      ? { ...line.counts, served: line.counts.served + 1 }
      : { ...line.counts, refused: line.counts.refused + 1 };
  return { ...line, counts, requests: [...line.requests, { at, row, path, outcome }] };
}

/** Adds a look at the picture: lengthens the last stretch, or starts another. */
export function recordPicture(line: Timeline, sample: PictureSample): Timeline {
  const { at, state, bufferedSeconds } = sample;
  const last = line.picture.at(-1);
  // Before the first picture there is nothing to interrupt.
  if (last === undefined && state !== 'playing') return line;
  const sinceLast = last === undefined ? 0 : at - last.to;
  const picture =
    last === undefined
      ? [{ from: at, to: at, state }]
      : last.state === state
        ? [...line.picture.slice(0, -1), { ...last, to: at }]
        : [...line.picture.slice(0, -1), { ...last, to: at }, { from: at, to: at, state }];
  const counts = {
    ...line.counts,
    stalls: line.counts.stalls + (state === 'stalled' && last?.state === 'playing' ? 1 : 0),
    playedMs: line.counts.playedMs + (state === 'playing' && last?.state === state ? sinceLast : 0),
  };
  return { ...line, picture, bufferedSeconds, counts };
}

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

function recordRequest(
  line: Timeline,
  event: Extract<ClientEvent, { type: 'request-parked' | 'request-replayed' }>,
  outcome: 'parked' | 'replayed',
): Timeline {
  const row = requestRow(event.kind ?? 'other') ?? 'other';
  return {
    ...line,
    counts: { ...line.counts, [outcome]: line.counts[outcome] + 1 },
    requests: [...line.requests, { at: event.at, row, path: event.path, outcome }],
  };
}

function released(
  requests: readonly RequestMark[],
  path: string,
  at: number,
): readonly RequestMark[] {
  const index = requests.findIndex(
    (mark) => mark.outcome === 'parked' && mark.path === path && mark.releasedAt === undefined,
  );
  return requests.map((mark, i) => (i === index ? { ...mark, releasedAt: at } : mark));
}

function answered(asks: readonly PassAsk[], at: number, failure?: string): readonly PassAsk[] {
  return asks.map((ask) =>
    ask.answeredAt === undefined
      ? { ...ask, answeredAt: at, ...(failure !== undefined && { failure }) }
      : ask,
  );
}

/** A viewer who has to act first is no failure. */
function failureOf(code: string): string | undefined {
  return code === 'interaction_required' ? undefined : code;
}
