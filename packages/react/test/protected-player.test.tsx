import { act, render, screen, waitFor } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { StrictMode, createRef } from 'react';
import videojs from 'video.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import type { VideojsPlayer } from '@playgate/videojs';
import { ProtectedPlayer } from '../src/protected-player.tsx';
import { Boundary } from './boundary.tsx';
import { createFakeClient } from './fake-client.ts';
import { attached, attachments } from './fake-plugin.ts';
import { renderWith } from './render-with.tsx';

// Files share their modules: what others have loaded is loaded anew, with the stand-in, and what has it is forgotten again.
vi.hoisted(() => vi.resetModules());
afterAll(() => vi.resetModules());
vi.mock('@playgate/videojs', () => import('./fake-plugin.ts'));

beforeAll(() => videojs.log.level('off'));
beforeEach(() => {
  attachments.length = 0;
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe');
  // jsdom plays nothing, and says so each time.
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const video = (player: VideojsPlayer) => player.el().querySelector('video');
const settled = (count = 1) => waitFor(() => expect(attachments).toHaveLength(count));

test('check 45: StrictMode makes one player, one attachment and one ask', async () => {
  const client = createFakeClient();
  const ref = createRef<VideojsPlayer | undefined>();
  const onReady = vi.fn();
  const { container } = renderWith(
    client,
    <ProtectedPlayer asset="film" params={{ cut: 'long' }} ref={ref} onReady={onReady} />,
  );
  await settled();
  expect(container.querySelectorAll('video')).toHaveLength(1);
  expect(client.asks()).toBe(1);
  expect(attached().options).toEqual({
    client,
    asset: 'film',
    params: { cut: 'long' },
    ui: true,
  });
  expect(ref.current).toBe(attached().player);
  expect(onReady).toHaveBeenCalledExactlyOnceWith(ref.current);
});

test('the box has its place before anything is loaded; the poster stays until the player is there', async () => {
  const { container } = renderWith(
    createFakeClient(),
    <ProtectedPlayer asset="film" poster="/film.jpg" className="mine" style={{ maxWidth: 600 }} />,
  );
  const box = container.querySelector<HTMLElement>('.mine');
  expect(box?.style.cssText).toBe(
    'position: relative; width: 100%; aspect-ratio: 16 / 9; max-width: 600px;',
  );
  expect(container.querySelector('img[src="/film.jpg"]')).not.toBeNull();
  await settled();
  expect(container.querySelector('.mine > img')).toBeNull();
  expect(attached().player.poster()).toBe('/film.jpg');
  expect(attached().player.fill()).toBe(true);
});

test('check 46: hydrates without a mismatch, and asks once', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const node = (
    <StrictMode>
      <PlaygateProvider client={client}>
        <ProtectedPlayer asset="film" poster="/film.jpg" />
      </PlaygateProvider>
    </StrictMode>
  );
  const container = document.createElement('div');
  document.body.append(container);
  container.innerHTML = renderToString(node);
  const box = container.firstElementChild;
  const root = await act(async () => hydrateRoot(container, node));
  await settled();
  expect(container.firstElementChild).toBe(box);
  expect(errors).not.toHaveBeenCalled();
  expect(client.asks()).toBe(1);
  await act(async () => root.unmount());
  container.remove();
});

test('check 39: leaving disposes of player and attachment, without a word', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const { container, unmount } = renderWith(client, <ProtectedPlayer asset="film" />);
  await settled();
  const { player, log } = attached();
  await act(async () => unmount());
  expect(player.isDisposed()).toBe(true);
  expect(log).toEqual(['dispose']);
  expect(container.innerHTML).toBe('');
  expect(client.last().isDisposed()).toBe(true);
  expect(errors).not.toHaveBeenCalled();
});

test('check 39: leaving while the code is loaded makes nothing', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const { unmount } = renderWith(client, <ProtectedPlayer asset="film" />);
  unmount();
  // The next one comes through the same loads, later.
  renderWith(client, <ProtectedPlayer asset="other" />);
  await settled();
  expect(attached().options.asset).toBe('other');
  expect(client.authorizers).toHaveLength(1);
  expect(errors).not.toHaveBeenCalled();
});

test('another asset keeps the player, and attaches anew after letting go', async () => {
  const client = createFakeClient();
  const { container, rerender } = renderWith(
    client,
    <ProtectedPlayer asset="film" src="/a.m3u8" />,
  );
  await settled();
  const [first] = attachments;
  const element = container.querySelector('video');
  expect(first?.player.currentSrc()).toBe('/a.m3u8');
  rerender(<ProtectedPlayer asset="other" src="/b.m3u8" />);
  await settled(2);
  expect(first?.log).toEqual(['dispose']);
  expect(attached().player).toBe(first?.player);
  expect(attached().options).toMatchObject({ asset: 'other', source: { src: '/b.m3u8' } });
  expect(attached().player.currentSrc()).toBe('/b.m3u8');
  expect(container.querySelector('video')).toBe(element);
});

test('another src of the same asset attaches anew as well', async () => {
  const { rerender } = renderWith(
    createFakeClient(),
    <ProtectedPlayer asset="film" src="/a.m3u8" />,
  );
  await settled();
  expect(attached().options.source).toEqual({ src: '/a.m3u8' });
  rerender(<ProtectedPlayer asset="film" src="/b" type="application/x-mpegURL" />);
  await settled(2);
  expect(attached().options.source).toEqual({ src: '/b', type: 'application/x-mpegURL' });
});

test('another asset whose source the pass brings leaves nothing of the last film, and what the viewer set', async () => {
  const client = createFakeClient();
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" poster="/p.jpg" muted />);
  await settled();
  const { player } = attached();
  player.src({ src: '/of-the-first-pass.mp4', type: 'video/mp4' });
  await waitFor(() => expect(video(player)?.src).toContain('/of-the-first-pass.mp4'));
  player.muted(false);
  player.volume(0.5);
  rerender(<ProtectedPlayer asset="other" poster="/p.jpg" muted />);
  await settled(2);
  expect(player.currentSrc()).toBe('');
  expect(video(player)?.hasAttribute('src')).toBe(false);
  expect(attached().player).toBe(player);
  expect([player.poster(), player.muted(), player.volume()]).toEqual(['/p.jpg', false, 0.5]);
});

test('dialogs that change attach anew and leave the film alone', async () => {
  const client = createFakeClient();
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" ui={{ title: 'Film' }} />);
  await settled();
  attached().player.src({ src: '/of-the-pass.mp4', type: 'video/mp4' });
  rerender(<ProtectedPlayer asset="film" ui={{ title: 'The film' }} />);
  await settled(2);
  expect(attached().player.currentSrc()).toBe('/of-the-pass.mp4');
});

test('an inline signIn does not attach anew, and the last one is called', async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const client = createFakeClient();
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" ui={{ signIn: first }} />);
  await settled();
  rerender(<ProtectedPlayer asset="film" ui={{ signIn: second }} />);
  const { ui } = attached().options;
  if (typeof ui === 'object') await ui.signIn?.();
  expect(attachments).toHaveLength(1);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
});

test('check 41: another client lets go of the first one’s viewer before it asks', async () => {
  const [first, second] = [createFakeClient(), createFakeClient()];
  const { rerender } = render(<ProtectedPlayer client={first} asset="film" />);
  await settled();
  rerender(<ProtectedPlayer client={second} asset="film" />);
  await settled(2);
  expect(first.last().isDisposed()).toBe(true);
  expect(first.listeners()).toBe(0);
  expect([first.asks(), second.asks()]).toEqual([1, 1]);
});

test('hands on what changed of the settings, and leaves alone what the viewer set', async () => {
  const client = createFakeClient();
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" muted loop />);
  await settled();
  const { player } = attached();
  expect([player.muted(), player.loop(), player.controls()]).toEqual([true, true, true]);
  player.muted(false);
  rerender(
    <ProtectedPlayer asset="film" muted poster="/new.jpg" controls={false} preload="none" />,
  );
  expect(player.muted()).toBe(false);
  expect([player.loop(), player.controls(), player.preload()]).toEqual([false, false, 'none']);
  expect(player.poster()).toBe('/new.jpg');
});

test('props go before options of video.js', async () => {
  renderWith(
    createFakeClient(),
    <ProtectedPlayer asset="film" muted options={{ muted: false, playbackRates: [1, 2] }} />,
  );
  await settled();
  expect(attached().player.muted()).toBe(true);
  expect(attached().player.playbackRates()).toEqual([1, 2]);
});

test('adds tracks after the attachment, and changes them', async () => {
  const client = createFakeClient();
  const labels = (player: VideojsPlayer) =>
    Array.from({ length: player.remoteTextTracks().length }, (_, i) => {
      const track: unknown = Reflect.get(player.remoteTextTracks(), i);
      return track && Reflect.get(Object(track), 'language');
    });
  const tracks = [{ src: '/en.vtt', srcLang: 'en', label: 'English' }];
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" tracks={tracks} />);
  await settled();
  await waitFor(() => expect(labels(attached().player)).toEqual(['en']));
  rerender(<ProtectedPlayer asset="film" tracks={[{ src: '/de.vtt', srcLang: 'de' }]} />);
  expect(labels(attached().player)).toEqual(['de']);
});

test('tells of events, to the handlers of the last render', async () => {
  const client = createFakeClient();
  const first = vi.fn();
  const handlers = {
    onPlay: vi.fn(),
    onPause: vi.fn(),
    onEnded: vi.fn(),
    onTimeUpdate: vi.fn(),
    onError: vi.fn(),
  };
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" onPlay={first} />);
  await settled();
  rerender(<ProtectedPlayer asset="film" {...handlers} />);
  const { player } = attached();
  for (const type of ['play', 'pause', 'timeupdate', 'ended']) player.trigger(type);
  player.error('gone');
  player.error(null);
  expect(first).not.toHaveBeenCalled();
  expect(handlers.onPlay).toHaveBeenCalledOnce();
  expect(handlers.onPause).toHaveBeenCalledOnce();
  expect(handlers.onEnded).toHaveBeenCalledOnce();
  expect(handlers.onTimeUpdate).toHaveBeenCalledExactlyOnceWith(0);
  expect(handlers.onError).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ message: 'gone' }),
  );
});

test('tells of states', async () => {
  const onStateChange = vi.fn();
  renderWith(createFakeClient(), <ProtectedPlayer asset="film" onStateChange={onStateChange} />);
  await settled();
  await waitFor(() => expect(onStateChange).toHaveBeenLastCalledWith({ phase: 'authorizing' }));
  act(() => attached().state.set({ phase: 'authorized' }));
  act(() => attached().state.set({ phase: 'waiting' }));
  expect(onStateChange.mock.calls.map(([state]) => state.phase)).toEqual([
    'authorizing',
    'authorized',
    'waiting',
  ]);
});

test('renderState puts dialogs of one’s own in place of the plugin’s', async () => {
  renderWith(
    createFakeClient(),
    <ProtectedPlayer
      asset="film"
      ui
      renderState={({ phase }, { retry }) =>
        phase === 'denied' ? <button onClick={retry}>Again</button> : null
      }
    />,
  );
  await settled();
  expect(attached().options.ui).toBe(false);
  expect(screen.queryByText('Again')).toBeNull();
  act(() => attached().state.set({ phase: 'denied' }));
  screen.getByText('Again').click();
  expect(attached().log).toEqual(['retry']);
  act(() => attached().state.set({ phase: 'authorized' }));
  expect(screen.queryByText('Again')).toBeNull();
});

test('what gets licences is the plugin’s own affair, and another one attaches anew', async () => {
  const client = createFakeClient();
  const [first, second] = [() => () => () => {}, () => () => () => {}];
  const { rerender } = renderWith(client, <ProtectedPlayer asset="film" drm={first} />);
  await settled();
  rerender(<ProtectedPlayer asset="film" drm={first} />);
  expect(attached().options.drm).toBe(first);
  expect(attachments).toHaveLength(1);
  rerender(<ProtectedPlayer asset="film" drm={second} />);
  await settled(2);
  expect(attached().options.drm).toBe(second);
});

test('ui is the plugin’s own affair', async () => {
  renderWith(createFakeClient(), <ProtectedPlayer asset="film" ui={false} />);
  await settled();
  expect(attached().options.ui).toBe(false);
});

test.each([
  { version: 1, mode: 'renewable', rules: [], expires_in: 30 } as const,
  { version: 1, mode: 'renewable', rules: [], lifetimeMs: 30_000 } as const,
])('primes the client once with a pass that the server rendered: %j', async (initialPass) => {
  const client = createFakeClient();
  const node = <ProtectedPlayer asset="film" initialPass={initialPass} />;
  const { unmount } = renderWith(client, node);
  await settled();
  const expected = {
    request: { asset: 'film' },
    pass: { version: 1, mode: 'renewable', rules: [], lifetimeMs: 30_000 },
  };
  expect(client.primed).toEqual([expected]);
  unmount();
  renderWith(client, node);
  await settled(2);
  expect(client.primed).toEqual([expected]);
});

test.each([
  [{ version: 1, mode: 'single-use', rules: [] } as const, 'mode single-use'],
  [{ version: 1, mode: 'renewable', rules: [], expires_in: -1 } as const, 'is not a pass'],
])('refuses %j', (initialPass, why) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const quiet = (event: Event): void => event.preventDefault();
  window.addEventListener('error', quiet);
  const client = createFakeClient();
  const { container } = renderWith(
    client,
    <Boundary>
      <ProtectedPlayer asset="film" initialPass={initialPass} />
    </Boundary>,
  );
  expect(container.textContent).toContain(
    `initialPass ${why.startsWith('mode') ? 'has ' : ''}${why}`,
  );
  expect(client.primed).toEqual([]);
  window.removeEventListener('error', quiet);
});

test('P13: mounts leave no player, no attachment and no listener', async () => {
  const client = createFakeClient();
  for (let i = 1; i <= 30; i += 1) {
    const { unmount } = renderWith(client, <ProtectedPlayer asset="film" />);
    await settled(i);
    await act(async () => unmount());
  }
  expect(videojs.getAllPlayers()).toEqual([]);
  expect(client.listeners()).toBe(0);
  expect(client.authorizers.every((each) => each.isDisposed())).toBe(true);
});
