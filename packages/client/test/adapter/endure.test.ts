import { ClientError, createObservable } from '@playgate/client';
import type { AuthorizerState } from '@playgate/client';
import { expect, test } from 'vitest';
import { endure } from '../../src/adapter/endure.ts';

const URL = 'https://media.example/1.ts';

function setUp(hasOther?: () => boolean) {
  const state = createObservable<AuthorizerState>({ phase: 'authorized' });
  const way = { isFree: false };
  const gate = { state, isFree: () => way.isFree };
  const lose = () =>
    state.set({ phase: 'network', error: new ClientError('media_unreachable', 'Out of reach.') });
  const begin = () => {
    const endures = endure(gate, hasOther);
    return (times: number) => Array.from({ length: times }, () => endures(URL, 'segment'));
  };
  return { begin, lose, way };
}

test('N1: a request waits for the end of an outage, however long', () => {
  const { begin, lose } = setUp();
  lose();
  expect(begin()(50)).toEqual(Array(50).fill(true));
});

test('what need not wait is shown, or it would be sent again and again', () => {
  const { begin, lose, way } = setUp();
  lose();
  way.isFree = true;
  expect(begin()(1)).toEqual([false]);
});

test('N1: an engine with another way hears of an outage after three tries, and once', () => {
  const { begin, lose } = setUp(() => true);
  lose();
  expect(begin()(5)).toEqual([true, true, true, false, true]);
  expect(begin()(5)).toEqual(Array(5).fill(true));
  lose();
  expect(begin()(4).at(-1)).toBe(false);
});

test('what no picture waits for names no outage, and waits', () => {
  const { begin } = setUp(() => true);
  expect(begin()(5)).toEqual(Array(5).fill(true));
});
