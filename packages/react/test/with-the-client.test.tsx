import { createPassClient, formatPass, systemClock } from '@playgate/client';
import type { Clock, PlaybackPass } from '@playgate/client';
import { act, screen, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import type { ReactNode } from 'react';
import videojs from 'video.js';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { IbmEmbed } from '../src/ibm-embed.tsx';
import { ProtectedPlayer } from '../src/protected-player.tsx';
import { useObservable } from '../src/use-observable.ts';
import { usePass } from '../src/use-pass.ts';
import { aPass } from './fake-client.ts';
import { renderWith } from './render-with.tsx';

beforeAll(() => videojs.log.level('off'));
beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

/** A client of the real kind, and the backend behind it. */
function setUp(answer: (n: number) => Partial<PlaybackPass> = () => ({}), clock?: Clock) {
  const asks: unknown[] = [];
  const client = createPassClient({
    endpoint: 'https://app.example/pass',
    fetch: async (_input, init) => {
      asks.push(await new Response(init?.body ?? null).json());
      return Response.json(
        formatPass(aPass({ id: `pass ${asks.length}`, ...answer(asks.length) })),
      );
    },
    random: () => 0.5,
    ...(clock && { clock }),
  });
  return { client, asks };
}

/** A clock that goes when it is told to. It tells the machine's date, which nothing here depends on. */
function createTestClock() {
  let elapsed = 0;
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  const clock: Clock = {
    now: () => systemClock.now(),
    monotonic: () => elapsed,
    after(delayMs, call) {
      const timer = { at: elapsed + delayMs, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  return {
    clock,
    go(ms: number) {
      elapsed += ms;
      for (const timer of timers) if (timer.at <= elapsed && timers.delete(timer)) timer.call();
    },
    pending: () => timers.size,
  };
}

const Status = (): ReactNode => usePass('film').state.phase;
const Reader = (): ReactNode => useObservable(usePass('film').pass)?.id ?? 'none';

test('check 45: everything on a page that asks for the same costs one request, in StrictMode too', async () => {
  const { client, asks } = setUp();
  const onStateChange = vi.fn();
  const { container } = renderWith(
    client,
    <>
      <Status /> <Reader /> <ProtectedPlayer asset="film" onStateChange={onStateChange} />
    </>,
  );
  await waitFor(() => expect(onStateChange).toHaveBeenLastCalledWith({ phase: 'authorized' }));
  expect(container.textContent).toContain('authorized pass 1');
  expect(asks).toEqual([{ version: 1, asset: 'film' }]);
});

test('check 46, P10: a renewal renders nothing again that reads the state only', async () => {
  const { clock, go } = createTestClock();
  const { client, asks } = setUp(() => ({ lifetimeMs: 4000 }), clock);
  const [status, reader] = [vi.fn(), vi.fn()];
  const { container } = renderWith(
    client,
    <>
      <Profiler id="status" onRender={status}>
        <Status />
      </Profiler>{' '}
      <Profiler id="reader" onRender={reader}>
        <Reader />
      </Profiler>
    </>,
  );
  await waitFor(() => expect(container.textContent).toBe('authorized pass 1'));
  status.mockClear();
  reader.mockClear();
  await act(async () => go(3000));
  await waitFor(() => expect(container.textContent).toBe('authorized pass 2'));
  expect(asks).toHaveLength(2);
  expect(status).not.toHaveBeenCalled();
  expect(reader).toHaveBeenCalledTimes(1);
});

test('a pass of the server saves the first request', async () => {
  const { client, asks } = setUp();
  const onStateChange = vi.fn();
  renderWith(
    client,
    <ProtectedPlayer
      asset="film"
      initialPass={formatPass(aPass({ lifetimeMs: 60_000 }))}
      onStateChange={onStateChange}
    />,
  );
  await waitFor(() =>
    expect(onStateChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ phase: 'authorized' }),
    ),
  );
  expect(asks).toEqual([]);
});

test('check 43: a pass of the server that is written inline does not outlive a sign-out', async () => {
  const { client, asks } = setUp();
  const onStateChange = vi.fn();
  const film = (): ReactNode => (
    <ProtectedPlayer
      asset="film"
      initialPass={formatPass(aPass({ id: 'of the server' }))}
      onStateChange={onStateChange}
    />
  );
  const { unmount } = renderWith(client, film());
  await waitFor(() => expect(onStateChange).toHaveBeenLastCalledWith({ phase: 'authorized' }));
  expect(asks).toHaveLength(0);
  act(() => client.signOut());
  unmount();
  renderWith(client, film());
  await waitFor(() => expect(onStateChange).toHaveBeenLastCalledWith({ phase: 'authorized' }));
  expect(asks).toHaveLength(1);
});

test('check 45: a single-use pass is minted once for each mount, and never shared', async () => {
  const { client, asks } = setUp((n) => ({
    mode: 'single-use',
    source: { src: `https://video.ibm.com/embed/1?vt=${n}` },
  }));
  const { unmount } = renderWith(client, <IbmEmbed asset="talk" title="A talk" />);
  await waitFor(() => expect(screen.getByTitle('A talk').getAttribute('src')).toContain('vt=1&'));
  expect(asks).toHaveLength(1);
  unmount();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" />);
  await waitFor(() => expect(screen.getByTitle('A talk').getAttribute('src')).toContain('vt=2&'));
  expect(asks).toHaveLength(2);
});

test('check 39: leaving during the ask ends it, and leaves no timer and no warning', async () => {
  const errors = vi.spyOn(console, 'error');
  const { clock, go, pending } = createTestClock();
  const signals: (AbortSignal | null | undefined)[] = [];
  const client = createPassClient({
    endpoint: 'https://app.example/pass',
    clock,
    fetch: (_input, init) => {
      signals.push(init?.signal);
      return Promise.withResolvers<Response>().promise;
    },
  });
  const { unmount } = renderWith(client, <Status />);
  expect(signals).toHaveLength(1);
  await act(async () => unmount());
  go(0);
  expect(signals[0]?.aborted).toBe(true);
  expect(pending()).toBe(0);
  expect(errors).not.toHaveBeenCalled();
});

test('check 43: a sign-out reaches every component', async () => {
  const { client } = setUp((n) => ({ source: { src: `https://video.ibm.com/embed/${n}` } }));
  const { container } = renderWith(
    client,
    <>
      <Status />
      <IbmEmbed asset="talk" title="A talk" />
    </>,
  );
  await waitFor(() => expect(container.textContent).toBe('authorized'));
  await waitFor(() => expect(screen.getByTitle('A talk').hasAttribute('src')).toBe(true));
  act(() => client.signOut());
  expect(container.textContent).toBe('signed-out');
  expect(screen.getByTitle('A talk').hasAttribute('src')).toBe(false);
});
