import { describe, expect, test } from 'vitest';
import { recordPicture } from '../../src/panel/record-picture.ts';
import { emptyTimeline } from '../../src/panel/timeline.ts';

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
