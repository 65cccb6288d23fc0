import { expect, test } from 'vitest';
import { seededRandom } from '../src/seeded-random.ts';

test('the same seed gives the same numbers from 0 up to 1, spread evenly', () => {
  const [one, same, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
  const numbers = Array.from({ length: 10_000 }, () => one());
  expect(Array.from({ length: 10_000 }, () => same())).toEqual(numbers);
  expect(other()).not.toBe(numbers[0]);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = Array.from({ length: 10 }, (_, i) =>
    numbers.reduce((count, number) => count + Number(Math.floor(number * 10) === i), 0),
  );
  expect(tenths.every((count) => count > 850 && count < 1150)).toBe(true);
});
