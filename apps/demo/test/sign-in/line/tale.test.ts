import { expect, test } from 'vitest';
import { addToTale, sentenceFor } from '../../../src/sign-in/line/tale.ts';
import type { TabNews } from '../../../src/sign-in/tabs/tab-news.ts';

const said = (news: TabNews): string | undefined => sentenceFor(news, 'A', undefined)?.text;
const at = { kind: 'happening', way: 'browser', atMs: 0 } as const;

test('tabs are called by their letters, and this one is this one', () => {
  expect(said({ kind: 'hello', tab: 'B' })).toBe('Tab B is there.');
  expect(said({ ...at, tab: 'A', what: 'adopted' })).toBe(
    'This tab took over the token of another tab.',
  );
});

test('a token, a failure and a lost session are told with what matters', () => {
  expect(said({ ...at, tab: 'A', what: 'token', lifeMs: 7960, isFirst: false })).toBe(
    'This tab refreshed: a token for 8 s.',
  );
  expect(said({ ...at, tab: 'B', what: 'failed', code: 'rate_limited' })).toBe(
    'Tab B got no token: rate limited.',
  );
  const standing = { status: 'signed-out', code: 'session_lost' } as const;
  expect(said({ kind: 'standing', tab: 'A', way: 'browser', standing })).toBe(
    'This tab is signed out: session lost.',
  );
});

test('where nobody is signed in from the start there is nothing to tell', () => {
  const standing = { status: 'signed-out' } as const;
  expect(said({ kind: 'standing', tab: 'A', way: 'backend', standing })).toBeUndefined();
});

test('what was said a moment ago is counted, and only so much is kept', () => {
  const sentence = { text: 'Again.', tone: 'ask' } as const;
  let tale = addToTale(addToTale([], sentence), sentence);
  expect(tale.map(({ text, times }) => [text, times])).toEqual([['Again.', 2]]);
  for (let n = 0; n < 100; n++) tale = addToTale(tale, { text: `${n}`, tone: 'pass' });
  expect(tale).toHaveLength(30);
  expect(tale[0]?.text).toBe('99');
  expect(new Set(tale.map(({ key }) => key)).size).toBe(30);
});
