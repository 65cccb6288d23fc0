import { createObservable } from '@playgate/client';
import type { AuthorizerState } from '@playgate/client';
import videojs from 'video.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadUi } from '../../src/ui/load-ui.ts';
import { mountUi } from '../../src/ui/mount-ui.ts';
import { settled } from './mounted-ui.ts';

let player: ReturnType<typeof videojs>;
const uis: { dispose(): void }[] = [];
beforeEach(() => {
  videojs.log.level('off');
  const video = document.createElement('video');
  video.load = () => undefined;
  document.body.replaceChildren(video);
  player = videojs(video, { language: 'en' });
  player.log.level('off');
});
afterEach(() => {
  // What a picture is watched with has timers of its own.
  for (const ui of uis.splice(0)) ui.dispose();
  player.dispose();
});

const setUp = (load: () => Promise<{ mountUi: typeof mountUi }> = async () => ({ mountUi })) => {
  const state = createObservable<AuthorizerState>({ phase: 'idle' });
  const loads = vi.fn(load);
  const playgate = { state, retry: () => undefined, answer: () => Promise.resolve() };
  const ui = loadUi(player, playgate, {}, loads);
  uis.push(ui);
  const isMounted = () => player.el().querySelector('.playgate') !== null;
  return { state, loads, ui, isMounted };
};

test('brings nothing in while all is well and no picture moved', async () => {
  const { state, loads } = setUp();
  state.set({ phase: 'authorizing' });
  state.set({ phase: 'authorized' });
  player.trigger('loadeddata');
  await settled();
  expect(loads).not.toHaveBeenCalled();
});

test.each(['waiting', 'network', 'locked', 'denied', 'signed-out', 'unsupported'] as const)(
  'brings the dialogs in for %s, once',
  async (phase) => {
    const { state, loads, isMounted } = setUp();
    state.set({ phase });
    state.set({ phase: 'denied' });
    player.trigger('timeupdate');
    await settled();
    state.set({ phase: 'locked' });
    await settled();
    expect(loads).toHaveBeenCalledOnce();
    expect(isMounted()).toBe(true);
  },
);

test('brings them in once the picture moves', async () => {
  const { loads, isMounted } = setUp();
  player.trigger('timeupdate');
  await settled();
  player.trigger('timeupdate');
  expect(loads).toHaveBeenCalledOnce();
  expect(isMounted()).toBe(true);
});

test('tries again at the next state when they could not be had', async () => {
  let fails = true;
  const { state, loads, isMounted } = setUp(async () => {
    if (fails) throw new TypeError('offline');
    return { mountUi };
  });
  state.set({ phase: 'network' });
  await settled();
  expect(isMounted()).toBe(false);
  fails = false;
  state.set({ phase: 'waiting' });
  await settled();
  expect(loads).toHaveBeenCalledTimes(2);
  expect(isMounted()).toBe(true);
});

test('dispose takes them away, and keeps those on their way out', async () => {
  const first = setUp();
  first.state.set({ phase: 'denied' });
  await settled();
  first.ui.dispose();
  expect(first.isMounted()).toBe(false);

  const second = setUp();
  second.state.set({ phase: 'denied' });
  second.ui.dispose();
  await settled();
  expect(second.isMounted()).toBe(false);
});
