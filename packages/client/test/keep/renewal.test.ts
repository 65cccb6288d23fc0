import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRenewal } from '../../src/keep/renewal.ts';

describe('check 12: when a pass is renewed', () => {
  it.each([
    [3, 2.25],
    [30, 22.5],
    [60, 45],
    [300, 240],
    [3600, 3540],
    [86_400, 86_340],
  ])('of %i s: at %d s, with jitter up to a tenth of the margin earlier', (life, at) => {
    const margin = life - at;
    expect(planRenewal(life * 1000, 0).renewAtMs).toBeCloseTo(at * 1000, 6);
    expect(planRenewal(life * 1000, 1).renewAtMs).toBeCloseTo((at - margin / 10) * 1000, 6);
  });

  it('check 14: it is handed out until a tenth of its life, at most 2 s, is left', () => {
    expect(planRenewal(3000, 0).windowMs).toBe(2700);
    expect(planRenewal(60_000, 0).windowMs).toBe(58_000);
  });

  it('check 17: without a lifetime, never', () => {
    expect(planRenewal(undefined, 0.5)).toEqual({ renewAtMs: Infinity, windowMs: Infinity });
  });

  it('check 13: never sooner than a tenth of the life and 200 ms, and never after the end but for that', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 4e12, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (life, random) => {
          const { renewAtMs, windowMs } = planRenewal(life, random);
          expect(renewAtMs).toBeGreaterThanOrEqual(Math.max(life / 10, 200));
          expect(windowMs).toBeLessThan(life);
          expect(windowMs).toBeGreaterThan(0);
          if (life >= 300) expect(renewAtMs).toBeLessThan(windowMs);
        },
      ),
    );
  });
});
