import { expect, test } from 'vitest';
import { recordNote } from '../../src/panel/record-note.ts';
import { emptyTimeline } from '../../src/panel/timeline.ts';

test.each([
  [200, 'served'],
  [206, 'served'],
  [302, 'refused'],
  [403, 'refused'],
  [503, 'failed'],
  [0, 'failed'],
])('a server note with %i is %s', (status, outcome) => {
  const line = recordNote(emptyTimeline, { at: 1, kind: 'key', path: '/film.key', status });
  expect(line.requests[0]?.outcome).toBe(outcome);
  expect(line.requests[0]?.row).toBe('key');
});

test('what is no media request is not drawn', () => {
  const note = { at: 1, kind: 'api', path: '/v1/access-tokens', status: 201 };
  expect(recordNote(emptyTimeline, note)).toBe(emptyTimeline);
});
