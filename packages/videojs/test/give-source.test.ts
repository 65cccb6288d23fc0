import { createObservable } from '@playgate/client';
import type { AuthorizerState } from '@playgate/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveSource } from '../src/give-source.ts';
import { sourceOf } from '../src/player.ts';
import type { VideojsPlayer } from '../src/player.ts';
import { HLS, makePlayer, opened } from './made-player.ts';

const A = { src: 'https://media.example/a.m3u8', type: HLS };
const B = { src: 'https://media.example/b.m3u8', type: HLS };

let player: VideojsPlayer;
const state = createObservable<AuthorizerState>({ phase: 'idle' });
beforeEach(() => state.set({ phase: 'idle' }));
afterEach(() => player.dispose());
const current = () => sourceOf(player)?.src;

test("gives the pass's source when it comes, once", async () => {
  player = makePlayer();
  giveSource(player, state, 'pass');
  await opened(player);
  expect(current()).toBeUndefined();
  state.set({ phase: 'authorized', source: A });
  expect(current()).toBe(A.src);
  state.set({ phase: 'authorized', source: B });
  expect(current()).toBe(A.src);
});

test('one that is known before the player is ready is given when it is', async () => {
  state.set({ phase: 'authorized', source: A });
  player = makePlayer();
  giveSource(player, state, 'pass');
  expect(current()).toBeUndefined();
  await opened(player);
  expect(current()).toBe(A.src);
});

test("the application's own source stays", async () => {
  player = makePlayer({ sources: [B] });
  giveSource(player, state, 'pass');
  await opened(player);
  state.set({ phase: 'authorized', source: A });
  expect(current()).toBe(B.src);
});

test('what an earlier attachment gave is replaced', async () => {
  player = makePlayer();
  await opened(player);
  state.set({ phase: 'authorized', source: A });
  giveSource(player, state, 'pass')();
  await opened(player);
  giveSource(player, state, 'pass');
  await opened(player);
  expect(current()).toBe(A.src);
  state.set({ phase: 'idle' });
  giveSource(player, state, 'pass');
  state.set({ phase: 'authorized', source: B });
  await opened(player);
  expect(current()).toBe(B.src);
});

test.each([[B.src], [B]])('one that is named is given without a pass: %s', async (wanted) => {
  player = makePlayer();
  giveSource(player, state, wanted);
  await opened(player);
  expect(current()).toBe(B.src);
});

test('ended, nothing is given any more', async () => {
  player = makePlayer();
  giveSource(player, state, 'pass')();
  await opened(player);
  state.set({ phase: 'authorized', source: A });
  expect(current()).toBeUndefined();
});
