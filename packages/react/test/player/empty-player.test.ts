import videojs from 'video.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPlayer } from '../../src/player/empty-player.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe');
  // jsdom plays nothing, and says so each time.
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const OLD = { src: 'https://cdn.example/old.mp4', type: 'video/mp4' };
const NEW = { src: 'https://cdn.example/new.mp4', type: 'video/mp4' };

function createPlayer() {
  const element = document.createElement('video-js');
  document.body.append(element);
  return videojs(element);
}

test.each([0, 1, 50])('takes out a source that was set %i ms before', async (age) => {
  const player = createPlayer();
  await vi.advanceTimersByTimeAsync(10);
  player.src(OLD);
  await vi.advanceTimersByTimeAsync(age);
  expect(player.currentSrc()).toBe(OLD.src);
  emptyPlayer(player);
  await vi.advanceTimersByTimeAsync(10);
  expect(player.currentSrc()).toBe('');
  expect(player.el().querySelector('video')?.getAttribute('src')).toBeNull();
  player.dispose();
});

test.each([
  [0, NEW],
  [0, OLD],
  [50, NEW],
  [50, OLD],
] as const)(
  'leaves the source that follows at once, %i ms after the last: %j',
  async (age, next) => {
    const player = createPlayer();
    await vi.advanceTimersByTimeAsync(10);
    player.src(OLD);
    await vi.advanceTimersByTimeAsync(age);
    emptyPlayer(player);
    player.src(next);
    await vi.advanceTimersByTimeAsync(10);
    expect(player.currentSrc()).toBe(next.src);
    expect(player.el().querySelector('video')?.getAttribute('src')).toBe(next.src);
    player.dispose();
  },
);
