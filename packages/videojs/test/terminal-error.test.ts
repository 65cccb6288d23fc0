import { ClientError, createObservable } from '@playgate/client';
import type { AuthorizerState } from '@playgate/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideojsPlayer } from '../src/player.ts';
import { showTerminalError } from '../src/terminal-error.ts';
import { HLS, makePlayer, opened } from './made-player.ts';

let player: VideojsPlayer;
let end: () => void;
let buffered: [number, number][];
const state = createObservable<AuthorizerState>({ phase: 'authorized' });
const error = new ClientError('pass_refused', 'For developers.');

beforeEach(() => {
  player = makePlayer();
  buffered = [];
  player.buffered = () => ({
    length: buffered.length,
    start: (i: number) => buffered[i]?.[0] ?? NaN,
    end: (i: number) => buffered[i]?.[1] ?? NaN,
  });
  player.duration = () => 100;
  state.set({ phase: 'authorized' });
  end = showTerminalError(player, state);
});
afterEach(() => {
  end();
  player.dispose();
});

function at(seconds: number, event: string): void {
  player.currentTime = () => seconds;
  player.trigger(event);
}
const shown = () => player.error() ?? undefined;

test.each([
  ['denied', 2],
  ['signed-out', 2],
  ['unsupported', 4],
] as const)('%s is an error at once where nothing can be played', (phase, code) => {
  state.set({ phase, error });
  expect(shown()).toMatchObject({
    code,
    message: 'The video server refused access. Please try again later.',
    playgate: error,
  });
});

test.each(['authorized', 'waiting', 'network', 'locked'] as const)('%s is none', (phase) => {
  state.set({ phase, error });
  at(0, 'waiting');
  expect(shown()).toBeUndefined();
});

test('while there is a buffer to play, the viewer hears nothing', () => {
  buffered = [[0, 30]];
  at(10, 'timeupdate');
  state.set({ phase: 'denied', error });
  at(29, 'timeupdate');
  expect(shown()).toBeUndefined();
  at(29.95, 'waiting');
  expect(shown()).toMatchObject({ code: 2 });
});

test('nor does one who has everything up to the end, until they seek elsewhere', () => {
  buffered = [[50, 100]];
  at(60, 'timeupdate');
  state.set({ phase: 'denied', error });
  at(99.97, 'timeupdate');
  expect(shown()).toBeUndefined();
  at(10, 'seeking');
  expect(shown()).toMatchObject({ code: 2 });
});

test('it is taken back when the state changes', () => {
  state.set({ phase: 'denied', error });
  state.set({ phase: 'authorizing' });
  expect(shown()).toBeUndefined();
});

test('another final state is another error', () => {
  state.set({ phase: 'denied', error });
  const next = new ClientError('signed_out', 'For developers.');
  state.set({ phase: 'signed-out', error: next });
  expect(shown()).toMatchObject({ message: 'You are signed out.', playgate: next });
});

test("an error of the player's own stays", () => {
  player.error(3);
  state.set({ phase: 'denied', error });
  state.set({ phase: 'authorized' });
  expect(shown()).toMatchObject({ code: 3 });
});

test('a new source in a final state gets the error, too', () => {
  state.set({ phase: 'denied', error });
  player.error(null);
  player.trigger('loadstart');
  expect(shown()).toMatchObject({ code: 2 });
});

test('ended, it watches no more', () => {
  end();
  state.set({ phase: 'denied', error });
  at(0, 'waiting');
  expect(shown()).toBeUndefined();
});

/** Its technology is made with its source, a moment later. */
const JUST_MADE = {
  controls: true,
  sources: [{ src: 'https://media.example/film.m3u8', type: HLS }],
};

test('before the player has its technology it waits: video.js would take every listener off the player', async () => {
  const fresh = makePlayer(JUST_MADE);
  const endFresh = showTerminalError(fresh, state);
  let heard = 0;
  fresh.on('of-the-application', () => (heard += 1));
  state.set({ phase: 'denied', error });
  expect(fresh.tech(true)).toBeUndefined();
  expect(fresh.error()).toBeNull();
  await opened(fresh);
  expect(fresh.error()).toMatchObject({ playgate: error });
  fresh.trigger('of-the-application');
  expect(heard).toBe(1);
  endFresh();
  fresh.dispose();
});

test('control: with an error before that, it does', () => {
  const fresh = makePlayer(JUST_MADE);
  let heard = 0;
  fresh.on('of-the-application', () => (heard += 1));
  fresh.error(2);
  fresh.trigger('of-the-application');
  expect(heard).toBe(0);
  fresh.dispose();
});
