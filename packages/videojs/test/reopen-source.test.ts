import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VideojsPlayer } from '../src/player.ts';
import { reopenSource } from '../src/reopen-source.ts';
import { makePlayer } from './made-player.ts';

const NEW = { src: 'https://media.example/b.m3u8', type: 'application/x-mpegURL' };

let player: VideojsPlayer;
let calls: unknown[];
const now = {
  position: 42,
  rate: 1.5,
  paused: false,
  duration: 600,
  src: 'https://media.example/a.m3u8',
};
const tracks = [
  { kind: 'captions', label: 'Deutsch', language: 'de', mode: 'showing' },
  { kind: 'captions', label: 'English', language: 'en', mode: 'disabled' },
];

beforeEach(() => {
  player = makePlayer();
  calls = [];
  Object.assign(now, {
    position: 42,
    rate: 1.5,
    paused: false,
    duration: 600,
    src: 'https://media.example/a.m3u8',
  });
  const mock = {
    currentTime: (to?: number) => (to === undefined ? now.position : calls.push(['seek', to])),
    playbackRate: (to?: number) => (to === undefined ? now.rate : calls.push(['rate', to])),
    paused: () => now.paused,
    duration: () => now.duration,
    currentSource: () => ({ src: now.src }),
    src: (source: { src: string }) => {
      now.src = source.src;
      now.position = 0;
      now.rate = 1;
      calls.push(source);
    },
    textTracks: () => tracks,
    play: () => void calls.push('play'),
    pause: () => void calls.push('pause'),
  };
  Object.assign(player, mock);
});
afterEach(() => player.dispose());

const remember = () => () => void calls.push('tracks');

test('goes on where the viewer was, at their pace, with their tracks', () => {
  reopenSource(player, NEW, remember);
  tracks.forEach((track) => (track.mode = 'disabled'));
  expect(calls).toEqual([NEW]);
  player.trigger('loadedmetadata');
  expect(calls.slice(1)).toEqual(['tracks', ['seek', 42], ['rate', 1.5], 'play']);
  expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled']);
  player.trigger('loadedmetadata');
  expect(calls).toHaveLength(5);
});

test('stays paused', () => {
  now.paused = true;
  reopenSource(player, NEW, remember);
  player.trigger('loadedmetadata');
  expect(calls.at(-1)).toBe('pause');
});

test('a live stream goes on at its edge', () => {
  now.duration = Infinity;
  reopenSource(player, NEW, remember);
  player.trigger('loadedmetadata');
  expect(calls.slice(1)).toEqual(['tracks', ['rate', 1.5], 'play']);
});

test('opened once more before it has loaded, it still means the first place', () => {
  reopenSource(player, NEW, remember);
  reopenSource(player, NEW, remember);
  player.trigger('loadedmetadata');
  expect(calls.slice(2)).toEqual(['tracks', ['seek', 42], ['rate', 1.5], 'play']);
});

test('what the application opened meanwhile is left alone, and its place is the next one', () => {
  reopenSource(player, NEW, remember);
  now.src = 'https://media.example/theirs.m3u8';
  now.position = 7;
  player.trigger('loadedmetadata');
  expect(calls).toEqual([NEW]);
  reopenSource(player, NEW, remember);
  player.trigger('loadedmetadata');
  expect(calls).toContainEqual(['seek', 7]);
});

test('a browser that will not play by itself is no error', async () => {
  const warn = vi.fn<(error: unknown) => void>();
  player.log.warn = warn;
  player.play = () => Promise.reject(new Error('NotAllowed'));
  reopenSource(player, NEW, remember);
  player.trigger('loadedmetadata');
  await Promise.resolve();
  await Promise.resolve();
  expect(warn).toHaveBeenCalledTimes(1);
});
