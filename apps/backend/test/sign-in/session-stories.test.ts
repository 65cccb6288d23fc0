import { epochMs } from '@playgate/server';
import { expect, test } from 'vitest';
import { createSessionStories } from '../../src/sign-in/session-stories.ts';

test('a story is told to its session alone, oldest first, and what nobody is meant by is not kept', () => {
  const stories = createSessionStories();
  stories.hear({ at: epochMs(1), kind: 'signed_in', session: 'a' });
  stories.hear({ at: epochMs(2), kind: 'signed_in', session: 'b' });
  stories.hear({ at: epochMs(3), kind: 'sign_in_begun' });
  stories.hear({ at: epochMs(4), kind: 'refreshed', session: 'a' });
  expect(stories.of('a')).toEqual([
    { atMs: 1, kind: 'signed_in' },
    { atMs: 4, kind: 'refreshed' },
  ]);
  expect(stories.of('c')).toEqual([]);
});

test('only the newest events of the newest sessions are kept', () => {
  const stories = createSessionStories();
  for (let n = 1; n <= 100; n++) stories.hear({ at: epochMs(n), kind: 'refreshed', session: 'a' });
  expect(stories.of('a')).toHaveLength(40);
  expect(stories.of('a').at(-1)).toEqual({ atMs: 100, kind: 'refreshed' });
  for (let n = 1; n <= 500; n++)
    stories.hear({ at: epochMs(n), kind: 'signed_in', session: `s${n}` });
  expect(stories.of('a')).toEqual([]);
});
