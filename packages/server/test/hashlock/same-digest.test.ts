import type * as Crypto from 'node:crypto';
import { timingSafeEqual } from 'node:crypto';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { formatHashlock, mintHashlock, verifyHashlock } from '../../src/hashlock/index.ts';
import { NOW, STRONG_SECRET } from '../support.ts';

// Files share their modules: what others have loaded is loaded anew, with the stand-in, and what has it is forgotten again.
vi.hoisted(() => vi.resetModules());
afterAll(() => vi.resetModules());
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});

const compare = vi.mocked(timingSafeEqual);
const options = { secret: STRONG_SECRET, now: NOW };
const good = mintHashlock({ user: 'v-1' }, options);
const verdict = (hash: string): boolean =>
  verifyHashlock(formatHashlock({ ...good, hash }), options).ok;

/** The digest with another digit at one place. */
const differingAt = (place: number): string =>
  good.hash.slice(0, place) + (good.hash[place] === '0' ? '1' : '0') + good.hash.slice(place + 1);

beforeEach(() => {
  compare.mockClear();
});

it.each(Array.from({ length: 32 }, (_, place) => place))(
  'A39 a digest that differs at digit %i is compared once, whole, in constant time',
  (place) => {
    expect(verdict(differingAt(place))).toBe(false);
    expect(compare.mock.calls.map((sides) => sides.map(({ byteLength }) => byteLength))).toEqual([
      [32, 32],
    ]);
    expect(compare.mock.results).toEqual([{ type: 'return', value: false }]);
  },
);

it('A39 and that comparison alone decides', () => {
  expect(verdict(good.hash)).toBe(true);
  expect(compare).toHaveBeenCalledTimes(1);
  compare.mockReturnValueOnce(false);
  expect(verdict(good.hash)).toBe(false);
  compare.mockReturnValueOnce(true);
  expect(verdict(differingAt(0))).toBe(true);
});

it('A39 what is no digest is not compared at all (control)', () => {
  for (const hash of ['', good.hash.slice(1), good.hash.toUpperCase(), `${good.hash}0`])
    expect(verdict(hash)).toBe(false);
  expect(compare).not.toHaveBeenCalled();
});
