import type { Clock } from '@playgate/client';
import { systemClock } from '@playgate/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VideojsPlayer } from '../../src/player.ts';
import { watchPicture } from '../../src/ui/watch-picture.ts';
import { makePlayer } from '../made-player.ts';

let player: VideojsPlayer;
let due: (() => void)[];
const clock: Clock = {
  ...systemClock,
  after(_delayMs, call) {
    due.push(call);
    return () => {
      due = due.filter((one) => one !== call);
    };
  },
};

beforeEach(() => {
  due = [];
  player = makePlayer();
});
afterEach(() => player.dispose());

test('speaks of a dry buffer only after a grace', async () => {
  const changed = vi.fn<() => void>();
  const watch = watchPicture(player, clock, changed);
  await Promise.resolve();
  expect(watch.isAwaited()).toBe(false);
  Reflect.set(player, 'paused', () => false);
  for (const call of due) call();
  expect(watch.isAwaited()).toBe(true);
  watch.dispose();
});

test('who presses play before there is a source waits for the picture; who does not, waits for nothing', async () => {
  const changed = vi.fn<() => void>();
  const watch = watchPicture(player, clock, changed);
  await Promise.resolve();
  for (const call of due) call();
  expect(watch.isAwaited()).toBe(false);
  changed.mockClear();
  player.el().querySelector<HTMLElement>('.vjs-big-play-button')?.click();
  expect(player.paused()).toBe(true);
  expect(watch.isAwaited()).toBe(true);
  expect(changed).toHaveBeenCalled();
  watch.dispose();
});

test('says nothing once it is over, not even what was about to be said', async () => {
  const changed = vi.fn<() => void>();
  watchPicture(player, clock, changed).dispose();
  await Promise.resolve();
  expect(changed).not.toHaveBeenCalled();
  expect(due).toEqual([]);
});

test('outlives its player without an error', async () => {
  const watch = watchPicture(player, clock, () => undefined);
  await Promise.resolve();
  expect(due).toHaveLength(1);
  player.dispose();
  expect(() => due.forEach((call) => call())).not.toThrow();
  expect(watch.isAwaited()).toBe(false);
});
