// @vitest-environment jsdom
import { ClientError } from '@playgate/client';
import { expect, test } from 'vitest';
import { createEndTeller } from '../../src/adapter/end-teller.ts';

const END = new ClientError('pass_refused', 'No.');

function setUp(isLoading = true) {
  const heard: string[] = [];
  const state = { isLoading };
  const teller = createEndTeller({
    isLoading: () => state.isLoading,
    stop: ({ code }) => heard.push(code),
    resume: () => heard.push('resume'),
  });
  return { heard, state, teller };
}

test('tells the end once, and when it was none', () => {
  const { heard, teller } = setUp();
  teller.stop(END);
  teller.look();
  expect(heard).toEqual(['pass_refused']);
  teller.resume();
  expect(heard).toEqual(['pass_refused', 'resume']);
  teller.look();
  expect(heard).toHaveLength(2);
});

test('has nothing to tell an engine without a source, until it loads one', () => {
  const { heard, state, teller } = setUp(false);
  teller.stop(END);
  expect(heard).toEqual([]);
  state.isLoading = true;
  teller.look();
  expect(heard).toEqual(['pass_refused']);
});

test('tells it again for another source, and does not resume what it never stopped', () => {
  const { heard, teller } = setUp();
  teller.stop(END);
  teller.begin();
  expect(heard).toEqual(['pass_refused', 'pass_refused']);
  const fresh = setUp(false);
  fresh.teller.stop(END);
  fresh.teller.resume();
  expect(fresh.heard).toEqual([]);
});
