import type { ClientEvent } from '@playgate/client';
import { describe, expect, test } from 'vitest';
import {
  emptyTimeline,
  recordEvent,
  recordNote,
  recordPicture,
  trim,
} from '../../src/panel/timeline.ts';
import type { Timeline } from '../../src/panel/timeline.ts';

const asset = 'launch-film';

function after(...events: readonly ClientEvent[]): Timeline {
  return events.reduce(recordEvent, emptyTimeline);
}

describe('passes', () => {
  test('a pass lives from its receipt to its end', () => {
    const line = after(
      { type: 'pass-asked', at: 100, asset, reason: 'first' },
      { type: 'pass-received', at: 140, asset, generation: 1, lifetimeMs: 8000, tookMs: 40 },
    );
    expect(line.passes).toEqual([{ generation: 1, receivedAt: 140, endsAt: 8140 }]);
    expect(line.asks).toEqual([{ askedAt: 100, reason: 'first', answeredAt: 140 }]);
    expect(line.counts.passes).toBe(1);
  });

  test('the next pass replaces it', () => {
    const line = after(
      { type: 'pass-received', at: 0, asset, generation: 1, lifetimeMs: 8000, tookMs: 0 },
      { type: 'pass-received', at: 6000, asset, generation: 2, lifetimeMs: 8000, tookMs: 0 },
    );
    expect(line.passes[0]?.replacedAt).toBe(6000);
    expect(line.passes[1]?.replacedAt).toBeUndefined();
  });

  test('a pass until refused has no end', () => {
    const line = after({ type: 'pass-received', at: 5, asset, generation: 1, tookMs: 0 });
    expect(line.passes).toEqual([{ generation: 1, receivedAt: 5 }]);
  });

  test('a failed ask keeps its code', () => {
    const line = after(
      { type: 'pass-asked', at: 1, asset, reason: 'renewal' },
      { type: 'pass-failed', at: 9, asset, code: 'network' },
      { type: 'pass-received', at: 20, asset, generation: 1, tookMs: 3 },
    );
    expect(line.asks).toEqual([
      { askedAt: 1, reason: 'renewal', answeredAt: 9, failure: 'network' },
    ]);
  });
});

test.each(['stopped', 'signed-out'] as const)('%s ends every wait', (type) => {
  const line = after(
    { type: 'request-parked', at: 10, asset, kind: 'segment', path: '/1.ts' },
    type === 'stopped' ? { type, at: 30, asset, code: 'pass_refused' } : { type, at: 30, asset },
  );
  expect(line.requests[0]?.releasedAt).toBe(30);
  expect(line.stops).toEqual([30]);
});

test('after a stop nothing waits until the viewer tries again', () => {
  const park: ClientEvent = { type: 'request-parked', at: 40, asset, kind: 'key', path: '/k' };
  const stopped = after({ type: 'stopped', at: 30, asset, code: 'pass_refused' }, park);
  expect(stopped.requests).toEqual([]);
  const again = [
    { type: 'pass-asked', at: 50, asset, reason: 'retry' } as const,
    { ...park, at: 51 },
  ].reduce(recordEvent, stopped);
  expect(again.requests).toHaveLength(1);
});

test('a pass lets go of what waits, also of what was given up in silence', () => {
  const line = after(
    { type: 'request-parked', at: 10, asset, kind: 'segment', path: '/1.ts' },
    { type: 'pass-received', at: 30, asset, generation: 2, tookMs: 20 },
  );
  expect(line.requests[0]?.releasedAt).toBe(30);
});

test('a viewer who has to act first is no failure', () => {
  const line = after(
    { type: 'pass-asked', at: 1, asset, reason: 'first' },
    { type: 'pass-failed', at: 9, asset, code: 'interaction_required' },
  );
  expect(line.asks).toEqual([{ askedAt: 1, reason: 'first', answeredAt: 9 }]);
});

describe('requests', () => {
  test('a parked request ends when it is released, the oldest of a path first', () => {
    const park = (at: number): ClientEvent => ({
      type: 'request-parked',
      at,
      asset,
      kind: 'segment',
      path: '/1.ts',
    });
    const line = after(park(10), park(20), {
      type: 'request-released',
      at: 30,
      asset,
      kind: 'segment',
      path: '/1.ts',
      waitedMs: 20,
    });
    expect(line.requests.map((mark) => mark.releasedAt)).toEqual([30, undefined]);
    expect(line.counts.parked).toBe(2);
  });

  test.each([
    [200, 'served'],
    [206, 'served'],
    [302, 'refused'],
    [403, 'refused'],
    [503, 'failed'],
  ])('a server note with %i is %s', (status, outcome) => {
    const line = recordNote(emptyTimeline, { at: 1, kind: 'key', path: '/film.key', status });
    expect(line.requests[0]?.outcome).toBe(outcome);
    expect(line.requests[0]?.row).toBe('key');
  });

  test('what is no media request is not drawn', () => {
    const note = { at: 1, kind: 'api', path: '/v1/access-tokens', status: 201 };
    expect(recordNote(emptyTimeline, note)).toBe(emptyTimeline);
  });
});

describe('picture', () => {
  const look = (state: 'playing' | 'paused' | 'stalled', at: number) => ({
    at,
    state,
    bufferedSeconds: 12,
  });

  test('equal looks lengthen one stretch', () => {
    const line = [look('playing', 0), look('playing', 250), look('playing', 500)].reduce(
      recordPicture,
      emptyTimeline,
    );
    expect(line.picture).toEqual([{ from: 0, to: 500, state: 'playing' }]);
    expect(line.counts.playedMs).toBe(500);
    expect(line.bufferedSeconds).toBe(12);
  });

  test('only a stall out of playing is an interruption', () => {
    const line = [
      look('stalled', 0),
      look('playing', 250),
      look('stalled', 500),
      look('stalled', 750),
      look('playing', 1000),
      look('paused', 1250),
    ].reduce(recordPicture, emptyTimeline);
    expect(line.counts.stalls).toBe(1);
    expect(line.picture.map((span) => span.state)).toEqual([
      'playing',
      'stalled',
      'playing',
      'paused',
    ]);
  });
});

test('trimming drops what ended, keeps what still waits, and counts on', () => {
  const line = after(
    { type: 'pass-received', at: 0, asset, generation: 1, lifetimeMs: 8000, tookMs: 0 },
    { type: 'pass-received', at: 50, asset, generation: 2, lifetimeMs: 8000, tookMs: 0 },
    { type: 'request-parked', at: 52, asset, kind: 'key', path: '/k' },
    { type: 'request-replayed', at: 54, asset, kind: 'key', path: '/k', generation: 2 },
  );
  const trimmed = trim(line, 60);
  expect(trimmed.passes.map((pass) => pass.generation)).toEqual([2]);
  expect(trimmed.requests.map((mark) => mark.outcome)).toEqual(['parked']);
  expect(trimmed.counts).toEqual(line.counts);
});
