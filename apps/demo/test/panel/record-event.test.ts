import type { ClientEvent } from '@playgate/client';
import { describe, expect, test } from 'vitest';
import { recordEvent } from '../../src/panel/record-event.ts';
import { emptyTimeline } from '../../src/panel/timeline.ts';
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
});
