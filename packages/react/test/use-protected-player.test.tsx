import { act, render, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { VideojsPlayer } from '@playgate/videojs';
import videojs from 'video.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useProtectedPlayer } from '../src/use-protected-player.ts';
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
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const player of videojs.getAllPlayers()) player.dispose();
});

/** A player as an application makes it, by a ref of its own. */
function makePlayer(): VideojsPlayer {
  return videojs(document.body.appendChild(document.createElement('video-js')));
}

const Page = ({ asset, player }: { asset: string; player: VideojsPlayer }): ReactNode => {
  const { state, gate } = useProtectedPlayer(player, { asset });
  return `${state.phase} ${gate !== undefined}`;
};

test('check 45: attaches once, and tells how it stands', async () => {
  const client = createFakeClient();
  const { container } = renderWith(client, <Page asset="film" player={makePlayer()} />);
  expect(container.textContent).toBe('idle false');
  await waitFor(() => expect(container.textContent).toBe('authorizing true'));
  expect(attachments).toHaveLength(1);
  expect(client.asks()).toBe(1);
  act(() => attached().state.set({ phase: 'authorized' }));
  expect(container.textContent).toBe('authorized true');
});

test('another asset attaches anew, and leaves the source to the player’s maker', async () => {
  const player = makePlayer();
  const { rerender } = renderWith(createFakeClient(), <Page asset="film" player={player} />);
  await waitFor(() => expect(attachments).toHaveLength(1));
  player.src({ src: '/mine.mp4', type: 'video/mp4' });
  rerender(<Page asset="other" player={player} />);
  await waitFor(() => expect(attachments).toHaveLength(2));
  expect(attachments[0]?.log).toEqual(['dispose']);
  expect(player.currentSrc()).toBe('/mine.mp4');
});

test('check 39: lets go of the player when the component leaves', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const player = makePlayer();
  const { unmount } = renderWith(client, <Page asset="film" player={player} />);
  await waitFor(() => expect(attachments).toHaveLength(1));
  await act(async () => unmount());
  expect(attached().log).toEqual(['dispose']);
  expect(client.last().isDisposed()).toBe(true);
  expect(player.isDisposed()).toBe(false);
  expect(errors).not.toHaveBeenCalled();
});

test('does nothing while there is no player', async () => {
  const client = createFakeClient();
  const Waiting = (): ReactNode => useProtectedPlayer(null, { client, asset: 'film' }).state.phase;
  const { container } = render(<Waiting />);
  await act(async () => undefined);
  expect(container.textContent).toBe('idle');
  expect(client.authorizers).toEqual([]);
});
