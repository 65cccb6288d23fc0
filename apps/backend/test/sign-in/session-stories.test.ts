import { epochMs } from '@playgate/server';
import { expect, test } from 'vitest';
import { createSessionStories } from '../../src/sign-in/session-stories.ts';

test('a story is told to its session alone, oldest first, and what nobody is meant by is not kept', () => {
  const stories = createSessionStories();
  stories.hear({ at: epochMs(1), type: 'signed-in', session: 'a' });
  stories.hear({ at: epochMs(2), type: 'signed-in', session: 'b' });
  stories.hear({ at: epochMs(3), type: 'sign-in-begun' });
  stories.hear({ at: epochMs(4), type: 'refreshed', session: 'a' });
  expect(stories.of('a')).toEqual([
    { atMs: 1, type: 'signed-in' },
    { atMs: 4, type: 'refreshed' },
  ]);
  expect(stories.of('c')).toEqual([]);
});

test('only the newest events of the newest sessions are kept', () => {
  const stories = createSessionStories();
  for (let n = 1; n <= 100; n++) stories.hear({ at: epochMs(n), type: 'refreshed', session: 'a' });
  expect(stories.of('a')).toHaveLength(40);
  expect(stories.of('a').at(-1)).toEqual({ atMs: 100, type: 'refreshed' });
  for (let n = 1; n <= 500; n++)
    stories.hear({ at: epochMs(n), type: 'signed-in', session: `s${n}` });
  expect(stories.of('a')).toEqual([]);
});
