import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/api/parse-retry-after.ts';
import { NOW } from '../support.ts';

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [new Date(NOW + 3000).toUTCString(), 3],
    [new Date(NOW - 3000).toUTCString(), 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e9', undefined],
    ['soon', undefined],
    ['2024', 2024],
    ['', undefined],
    [null, undefined],
  ])('%j is %j', (text, seconds) => {
    expect(parseRetryAfter(text, NOW)).toBe(seconds);
  });

  it('gives a finite number of at least 0, or nothing', () => {
    assert(
      property(string(), (text) => {
        const seconds = parseRetryAfter(text, NOW);
        expect(seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)).toBe(true);
      }),
      { seed: 2 },
    );
  });
});
