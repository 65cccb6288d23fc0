import { expect, test } from 'vitest';
import { drawTimeline } from '../report/draw-timeline.ts';

const TIMELINE = {
  title: 'a < b & c',
  subtitle: '',
  seconds: 120,
  buffer: [[0, 0] as const, [60, 30] as const, [120, 10] as const],
  passes: [
    { from: 0, to: 60, what: 'pass' },
    { from: 60, to: 120, what: 'pass' },
  ],
  mintFaults: [{ at: 30, what: 'html' }],
  mediaFaults: [{ at: 31, what: '503' }],
  acts: [{ from: 10, to: 20, what: 'pause' }],
  stalls: [{ from: 5, to: 6, what: '' }],
};

test('a run is drawn with a lane for each sort of thing, and words are no markup', () => {
  const drawn = drawTimeline(TIMELINE);
  for (const words of ['passes', 'pause', '503', 'html', 'stands', 'a &lt; b &amp; c', '00:01:00'])
    expect(drawn).toContain(`>${words}<`);
});

test('what did not happen has no lane', () => {
  const drawn = drawTimeline({ ...TIMELINE, acts: [], stalls: [], mintFaults: [] });
  for (const words of ['viewer', 'stands', 'backend fails'])
    expect(drawn).not.toContain(`>${words}<`);
});
