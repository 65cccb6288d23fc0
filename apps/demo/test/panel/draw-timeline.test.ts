import { describe, expect, test } from 'vitest';
import { drawTimeline } from '../../src/panel/draw-timeline.ts';
import { laneTop, LANES, rowMiddle } from '../../src/panel/rows.ts';
import { emptyTimeline } from '../../src/panel/timeline.ts';
import { clip, nowX, viewFor, xOf } from '../../src/drawing/view.ts';

const view = viewFor(1000, 100_000);

describe('the view', () => {
  test('now lies where the past ends', () => {
    expect(xOf(view, view.now)).toBe(nowX(view));
    expect(xOf(view, view.now - view.pastMs)).toBeCloseTo(view.gutter);
    expect(xOf(view, view.now + view.futureMs)).toBeCloseTo(view.width);
  });

  test('a stretch is clipped at both edges, also one without an end', () => {
    expect(clip(view, 0, Infinity)).toEqual({ x: view.gutter, width: view.width - view.gutter });
    expect(clip(view, 0, view.now - view.pastMs)).toBeUndefined();
  });

  test('a phone sees less of the past', () => {
    expect(viewFor(340, 0).pastMs).toBeLessThan(view.pastMs);
  });
});

describe('the drawing', () => {
  test('a pass is solid while in use and hatched for what was left', () => {
    const scene = drawTimeline(
      {
        ...emptyTimeline,
        passes: [{ generation: 1, receivedAt: 90_000, endsAt: 98_000, replacedAt: 96_000 }],
      },
      view,
    );
    const [used, spare] = scene.bars;
    expect(used?.ink).toBe('pass');
    expect(used?.x).toBeCloseTo(xOf(view, 90_000));
    expect(spare?.ink).toBe('spare');
    expect(spare?.x).toBeCloseTo(xOf(view, 96_000));
    expect(scene.labels.some((label) => label.text === '1')).toBe(true);
  });

  test('each generation has its lane, one step down, and starts again at the top', () => {
    expect(laneTop(2)).toBeGreaterThan(laneTop(1));
    expect(laneTop(LANES + 1)).toBe(laneTop(1));
  });

  test('an ask leads from the pass that was held to the one that came', () => {
    const scene = drawTimeline(
      {
        ...emptyTimeline,
        passes: [
          { generation: 1, receivedAt: 90_000, endsAt: 98_000, replacedAt: 96_100 },
          { generation: 2, receivedAt: 96_100, endsAt: 104_100 },
        ],
        asks: [{ askedAt: 96_000, reason: 'renewal', answeredAt: 96_100 }],
      },
      view,
    );
    const link = scene.lines.find((line) => line.ink === 'ask');
    expect(link?.y1).toBeLessThan(link?.y2 ?? 0);
    expect(scene.signs).toContainEqual(
      expect.objectContaining({ shape: 'diamond', x: xOf(view, 96_000) }),
    );
  });

  test('requests have a sign by outcome in the row of their kind; one that waits is drawn to now', () => {
    const scene = drawTimeline(
      {
        ...emptyTimeline,
        requests: [
          { at: 99_000, row: 'key', outcome: 'refused', path: '/k' },
          { at: 99_100, row: 'key', outcome: 'replayed', path: '/k' },
          { at: 95_000, row: 'segment', outcome: 'parked', path: '/1.ts' },
        ],
      },
      view,
    );
    expect(scene.signs.map((sign) => sign.shape)).toEqual(['cross', 'ring']);
    expect(scene.signs.every((sign) => sign.y === rowMiddle('key'))).toBe(true);
    const [wait] = scene.bars;
    expect((wait?.x ?? 0) + (wait?.width ?? 0)).toBeCloseTo(nowX(view));
  });

  test('what lies outside the view is not drawn', () => {
    const scene = drawTimeline(
      {
        ...emptyTimeline,
        passes: [{ generation: 1, receivedAt: 0, endsAt: 8000, replacedAt: 6000 }],
        requests: [{ at: 1, row: 'key', outcome: 'served', path: '/k' }],
      },
      view,
    );
    expect(scene.bars).toEqual([]);
    expect(scene.signs).toEqual([]);
  });

  test('the buffer reaches into the future', () => {
    const scene = drawTimeline({ ...emptyTimeline, bufferedSeconds: 6 }, view);
    expect(scene.bars[0]).toMatchObject({ ink: 'buffer', x: nowX(view) });
    expect(scene.bars[0]?.width).toBeCloseTo(xOf(view, 106_000) - nowX(view));
  });
});
