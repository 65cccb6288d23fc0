import { describe, expect, test } from 'vitest';
import { xOf } from '../../../src/drawing/view.ts';
import type { View } from '../../../src/drawing/view.ts';
import { drawLine } from '../../../src/sign-in/line/draw-line.ts';
import { emptyLine } from '../../../src/sign-in/line/sign-in-line.ts';
import type { SignInLine } from '../../../src/sign-in/line/sign-in-line.ts';

const view: View = { width: 600, now: 50_000, pastMs: 45_000, futureMs: 12_000, gutter: 84 };
const rows = [
  { who: 'backend', name: 'Backend' },
  { who: 'A', name: 'Tab A (this)' },
];
const draw = (line: Partial<SignInLine>, endsAt?: number) =>
  drawLine({ ...emptyLine, ...line }, { rows, ...(endsAt !== undefined && { endsAt }) }, view);

describe('a sign-in is drawn', () => {
  test('dark for the time that was, pale for what is left of the session', () => {
    const { bars } = draw({ presences: [{ from: 20_000 }] }, 60_000);
    expect(bars.map(({ ink }) => ink)).toEqual(['picture', 'buffer']);
    const [past, ahead] = bars;
    expect(past?.x).toBeCloseTo(xOf(view, 20_000));
    expect((past?.x ?? 0) + (past?.width ?? 0)).toBeCloseTo(xOf(view, 50_000));
    expect((ahead?.x ?? 0) + (ahead?.width ?? 0)).toBeCloseTo(xOf(view, 60_000));
  });

  test('over, it has nothing left', () => {
    const { bars } = draw({ presences: [{ from: 20_000, to: 30_000 }] }, 60_000);
    expect(bars.map(({ ink }) => ink)).toEqual(['picture']);
  });

  test('a token is solid as long as it was used, hatched for what was left, and numbered', () => {
    const { bars, labels } = draw({
      tokens: [{ n: 7, from: 30_000, endsAt: 38_000, replacedAt: 36_000 }],
    });
    expect(bars.map(({ ink }) => ink)).toEqual(['pass', 'spare']);
    expect(labels.map(({ text }) => text)).toContain('7');
  });

  test('a mark is in the row of who made it; whoever has no row has no mark', () => {
    const at = 40_000;
    const { signs } = draw({
      marks: [
        { at, who: 'backend', what: 'refreshed' },
        { at, who: 'A', what: 'asked' },
        { at, who: 'Z', what: 'asked' },
      ],
    });
    expect(signs.map(({ shape }) => shape)).toEqual(['diamond', 'dot']);
    expect(new Set(signs.map(({ y }) => y)).size).toBe(2);
  });

  test('an end is a dashed line, while it is in view', () => {
    const dashed = (ends: readonly number[]) =>
      draw({ ends }).lines.filter((line) => line.dashed === true);
    expect(dashed([40_000])).toHaveLength(1);
    expect(dashed([1000])).toHaveLength(0);
  });
});
