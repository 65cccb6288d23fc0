import type { ClientEvent } from '@playgate/client';
import { expect, test } from 'vitest';
import { addToStory } from '../../src/panel/story.ts';
import type { StoryLine } from '../../src/panel/story.ts';

const asset = 'launch-film';
const refused: ClientEvent = {
  type: 'request-refused',
  at: 1,
  asset,
  kind: 'segment',
  path: '/1.ts',
  status: 401,
  generation: 2,
};
const replayed: ClientEvent = {
  type: 'request-replayed',
  at: 2,
  asset,
  kind: 'segment',
  path: '/1.ts',
  generation: 3,
};

function tell(...events: readonly ClientEvent[]): readonly StoryLine[] {
  const nothing: readonly StoryLine[] = [];
  return events.reduce(addToStory, nothing);
}

test('what repeats itself is counted, also in turns', () => {
  const story = tell(refused, replayed, refused, replayed, refused);
  expect(story.map(({ text, times }) => [text, times])).toEqual([
    ['A segment was sent again with pass 3; the player noticed nothing.', 2],
    ['A segment was refused with 401 (pass 2).', 3],
  ]);
  expect(new Set(story.map((line) => line.key)).size).toBe(2);
});

test('an answer without a status is told as such', () => {
  const [line] = tell({ ...refused, status: 0 });
  expect(line?.text).toBe('A segment was refused without a readable answer (pass 2).');
});

test('a locked film is not told as a stop', () => {
  const [line] = tell({ type: 'stopped', at: 1, asset, code: 'interaction_required' });
  expect(line?.tone).toBe('parked');
});
