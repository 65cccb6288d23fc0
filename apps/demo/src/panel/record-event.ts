import type { ClientEvent } from '@playgate/client';
import { requestRow } from './request-row.ts';
import type { PassAsk, RequestMark, Timeline } from './timeline.ts';

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
