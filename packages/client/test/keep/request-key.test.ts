import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestKey } from '../../src/keep/request-key.ts';
import type { JsonValue } from '@playgate/protocol';

const params = fc.dictionary(
  fc.string(),
  fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value))),
);

function reversed(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const sorted = (value: JsonValue): JsonValue => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, JsonValue] => [key, sorted(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

it('check 3: does not depend on the order of members, however deep', () => {
  fc.assert(
    fc.property(fc.string(), params, (asset, value) => {
      const other = Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
      expect(requestKey({ asset, params: value })).toBe(requestKey({ asset, params: other }));
    }),
  );
});

it('check 3: differs for requests that differ', () => {
  fc.assert(
    fc.property(params, params, (a, b) => {
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(requestKey({ asset: 'x', params: a }) === requestKey({ asset: 'x', params: b })).toBe(
        same,
      );
    }),
  );
  expect(requestKey({ asset: 'x', params: { a: { b: 1 } } })).not.toBe(
    requestKey({ asset: 'x', params: { a: [['b', 1]] } }),
  );
  expect(requestKey({ asset: 'a' })).not.toBe(requestKey({ asset: 'b' }));
});
