// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { positionIn, rememberPlaying } from '../../src/adapter/remember-playing.ts';

function media(more: object = {}) {
  const target = new EventTarget();
  return Object.assign(target, {
    currentTime: 42,
    duration: 120,
    playbackRate: 1.5,
    paused: false,
    play: vi.fn<() => Promise<void>>(() => Promise.reject(new Error('not allowed'))),
    ...more,
  });
}

test('the position of a film counts, that of a live stream does not', () => {
  expect(positionIn(media())).toBe(42);
  expect(positionIn(media({ duration: Infinity }))).toBeUndefined();
});

test('brings back rate and playing with the next source, once, and the position where it is asked to', () => {
  const element = media();
  const restore = rememberPlaying(element);
  Object.assign(element, { currentTime: 0, playbackRate: 1 });
  restore();
  expect(element.playbackRate).toBe(1);
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(element).toMatchObject({ currentTime: 0, playbackRate: 1.5 });
  expect(element.play).toHaveBeenCalledTimes(1);
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(element.play).toHaveBeenCalledTimes(1);

  restore(true);
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(element.currentTime).toBe(42);
});

test('opened once more before it has loaded, it still means the first place', () => {
  const element = media();
  rememberPlaying(element)();
  expect(positionIn(element)).toBe(42);
  // As browsers have it while a source loads.
  Object.assign(element, { currentTime: 0, duration: NaN, paused: true });
  expect(positionIn(element)).toBe(42);
  const restore = rememberPlaying(element);
  restore(true);
  Object.assign(element, { duration: 120 });
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(element.currentTime).toBe(42);
  expect(element.play).toHaveBeenCalledTimes(1);
  Object.assign(element, { currentTime: 0, duration: NaN });
  expect(positionIn(element)).toBeUndefined();
});

test('what was paused stays paused, and a live stream begins where it likes', () => {
  const element = media({ paused: true, duration: Infinity });
  const restore = rememberPlaying(element);
  element.currentTime = 7;
  restore(true);
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(element.play).not.toHaveBeenCalled();
  expect(element.currentTime).toBe(7);
});
