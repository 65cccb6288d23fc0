import { ClientError, createObservable, createPassClient } from '@playgate/client';
import type { PassClient, PlaybackPass, ViewerSession } from '@playgate/client';
import { act, render } from '@testing-library/react';
import { Component, Suspense } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { useSuspensePass } from '../src/use-suspense-pass.ts';
import { aPass } from './fake-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Answer = (n: number) => Partial<PlaybackPass> | Promise<Partial<PlaybackPass>>;

function setUp(answer: Answer = () => ({}), session?: ViewerSession) {
  const viewers = session && createObservable(session);
  let asks = 0;
  const client = createPassClient({
    source: async () => {
      asks += 1;
      const n = asks;
      const members = await answer(n);
      return aPass({ id: `pass ${n}`, ...members });
    },
    random: () => 0.5,
    ...(viewers && { session: viewers }),
  });
  return { client, viewers, asks: () => asks };
}

/** An error boundary with a button of its own. */
class Retry extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const text = error instanceof ClientError ? error.code : 'another error';
    return <button onClick={() => this.setState({ error: undefined })}>{text}</button>;
  }
}

const Film = ({ asset = 'film' }: { readonly asset?: string }): ReactNode =>
  useSuspensePass(asset).id ?? '?';

function show(client: PassClient, node: ReactNode = <Film />) {
  const page = (inner: ReactNode) => (
    <PlaygateProvider client={client}>
      <Retry>
        <Suspense fallback="One moment">{inner}</Suspense>
      </Retry>
    </PlaygateProvider>
  );
  const { container, rerender, unmount } = render(page(node));
  return {
    text: () => container.textContent,
    retry: () => act(async () => container.querySelector('button')?.click()),
    rerender: (inner: ReactNode) => rerender(page(inner)),
    unmount,
  };
}

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms));

describe('47: Suspense', () => {
  test('47, 45: shows the fallback until the pass has come, and asks once, StrictMode included', async () => {
    const coming = Promise.withResolvers<Partial<PlaybackPass>>();
    const { client, asks } = setUp(() => coming.promise);
    const { text } = show(client);
    expect(text()).toBe('One moment');
    await pass(0);
    expect(text()).toBe('One moment');
    coming.resolve({});
    await pass(0);
    expect(text()).toBe('pass 1');
    await pass(60_000);
    expect(asks()).toBe(1);
  });

  test('47: all components that ask for the same wait for one', async () => {
    const { client, asks } = setUp();
    const { text } = show(
      client,
      <>
        <Film /> <Film /> <Film asset="other" />
      </>,
    );
    await pass(0);
    expect(text()).toBe('pass 1 pass 1 pass 2');
    expect(asks()).toBe(2);
  });

  test('47: with lifetimes of one second it renews, and neither loops nor falls back', async () => {
    const { client, asks } = setUp(() => ({ lifetimeMs: 1000 }));
    const seen = new Set<string | null>();
    const { text } = show(client);
    await pass(0);
    for (let i = 0; i < 100; i += 1) {
      await pass(100);
      seen.add(text());
    }
    expect(seen).not.toContain('One moment');
    expect(asks()).toBeGreaterThan(8);
    expect(asks()).toBeLessThan(16);
  });

  test('47: nor does it loop where rendering takes longer than the pass lives', async () => {
    const { client, asks } = setUp(() => ({ lifetimeMs: 1000 }));
    const gate = Promise.withResolvers<void>();
    let isOpen = false;
    void gate.promise.then(() => (isOpen = true));
    const Slow = (): ReactNode => {
      const shown = <Film />;
      const waiting: unknown = gate.promise;
      if (!isOpen) throw waiting;
      return shown;
    };
    const { text } = show(
      client,
      <>
        <Film />
        <Slow />
      </>,
    );
    await pass(5000);
    expect(text()).toBe('One moment');
    expect(asks()).toBeLessThanOrEqual(2);
    gate.resolve();
    await pass(0);
    await pass(0);
    expect(text()).toMatch(/^pass \dpass \d$/);
    expect(asks()).toBeLessThanOrEqual(4);
  });

  test('27: nor is trouble an error for a component that came too late for its first pass', async () => {
    let isDown = false;
    const { client } = setUp(() => {
      if (isDown) throw new TypeError('fetch failed');
      return { lifetimeMs: 1000 };
    });
    let isOpen = false;
    const gate = Promise.withResolvers<void>();
    const waiting: unknown = gate.promise.then(() => (isOpen = true));
    const Slow = (): ReactNode => {
      if (!isOpen) throw waiting;
      return ' late';
    };
    const { text } = show(
      client,
      <>
        <Film />
        <Slow />
      </>,
    );
    await pass(5000);
    isDown = true;
    gate.resolve();
    await pass(0);
    await pass(10_000);
    expect(text()).toBe('pass 1 late');
    isDown = false;
    await pass(10_000);
    expect(text()).toMatch(/^pass [2-9]\d* late$/);
  });

  test('47: what was rejected is asked for again when the boundary is reset, and not before', async () => {
    const { client, asks } = setUp((n) =>
      n === 1 ? Promise.reject(new ClientError('forbidden', 'No. Tell them.')) : {},
    );
    const { text, retry, rerender } = show(client);
    await pass(0);
    expect(text()).toBe('forbidden');
    for (let i = 0; i < 20; i += 1) {
      rerender(<Film />);
      await pass(1000);
    }
    expect(asks()).toBe(1);
    await retry();
    await pass(0);
    expect(text()).toBe('pass 2');
    expect(asks()).toBe(2);
  });

  test('47: rejected again and again, it asks once for each reset', async () => {
    const { client, asks } = setUp(() => Promise.reject(new ClientError('not_found', 'None.')));
    const { text, retry } = show(client);
    for (let n = 1; n < 6; n += 1) {
      await pass(0);
      await pass(1000);
      expect(text()).toBe('not_found');
      expect(asks()).toBe(n);
      await retry();
    }
  });

  test('47: a component that mounts again asks anew only if nothing usable is held', async () => {
    const { client, asks } = setUp(() => ({ lifetimeMs: 60_000 }));
    const { text, rerender } = show(client);
    await pass(0);
    rerender(null);
    await pass(1000);
    rerender(<Film />);
    await pass(0);
    expect(text()).toBe('pass 1');
    rerender(null);
    await pass(120_000);
    rerender(<Film />);
    await pass(0);
    expect(text()).toBe('pass 2');
    expect(asks()).toBe(2);
  });

  test('47: a component that mounts again never shows what is over by then', async () => {
    const { client } = setUp(() => ({ lifetimeMs: 1000 }));
    const { text, rerender } = show(client);
    await pass(0);
    rerender(null);
    await pass(5000);
    rerender(<Film />);
    expect(text()).toBe('One moment');
    await pass(0);
    expect(text()).toBe('pass 2');
  });

  test('25: trouble with a renewal is no error: what is held is shown until it goes on', async () => {
    let isDown = false;
    const { client } = setUp(() => {
      if (isDown) throw new TypeError('fetch failed');
      return { lifetimeMs: 1000 };
    });
    const { text } = show(client);
    await pass(0);
    isDown = true;
    await pass(20_000);
    expect(text()).toMatch(/^pass \d+$/);
    isDown = false;
    const before = text();
    await pass(40_000);
    expect(text()).not.toBe(before);
  });

  test('47: another asset suspends on its own', async () => {
    const { client } = setUp();
    const { text, rerender } = show(client);
    await pass(0);
    rerender(<Film asset="other" />);
    expect(text()).toContain('One moment');
    await pass(0);
    expect(text()).toBe('pass 2');
  });
});

describe('viewers', () => {
  test('43: a sign-out reaches the error boundary; reset, it asks again', async () => {
    const { client, asks } = setUp();
    const { text, retry } = show(client);
    await pass(0);
    await act(async () => client.signOut());
    expect(text()).toBe('signed_out');
    await pass(1000);
    expect(asks()).toBe(1);
    await retry();
    await pass(0);
    expect(text()).toBe('pass 2');
  });

  test("41: another viewer never sees the former one's pass", async () => {
    const coming = Promise.withResolvers<Partial<PlaybackPass>>();
    const { client, viewers } = setUp((n) => (n === 1 ? {} : coming.promise), {
      status: 'signed-in',
      subject: 'a',
    });
    const { text } = show(client);
    await pass(0);
    expect(text()).toBe('pass 1');
    await act(async () => viewers?.set({ status: 'signed-in', subject: 'b' }));
    expect(text()).toContain('One moment');
    coming.resolve({});
    await pass(0);
    expect(text()).toMatch(/^pass \d$/);
    expect(text()).not.toBe('pass 1');
  });

  test('41, A63: two clients share nothing', async () => {
    const [first, second] = [setUp(() => ({ id: 'of A' })), setUp(() => ({ id: 'of B' }))];
    const [ofA, ofB] = [show(first.client), show(second.client)];
    await pass(0);
    expect([ofA.text(), ofB.text()]).toEqual(['of A', 'of B']);
  });
});

test('a pass that opens once is refused: it would be kept, and shared', async () => {
  const { client } = setUp(() => ({ mode: 'single-use' }));
  const { text } = show(client);
  await pass(0);
  expect(text()).toBe('config');
});

test('39: what nobody came back for is forgotten, with its timers', async () => {
  const { client, asks } = setUp(() => ({ lifetimeMs: 1000 }));
  const { unmount } = show(client);
  unmount();
  await pass(60_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(asks()).toBe(1);
});
