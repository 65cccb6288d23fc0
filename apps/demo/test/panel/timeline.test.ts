import type { ClientEvent } from '@playgate/client';
import { expect, test } from 'vitest';
import { recordEvent } from '../../src/panel/record-event.ts';
import { emptyTimeline, trim } from '../../src/panel/timeline.ts';
import type { Timeline } from '../../src/panel/timeline.ts';

const asset = 'launch-film';

function after(...events: readonly ClientEvent[]): Timeline {
  return events.reduce(recordEvent, emptyTimeline);
}

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
