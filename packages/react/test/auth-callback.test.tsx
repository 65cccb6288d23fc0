import type { SessionCallback, ViewerSessionSource } from '@playgate/client';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuthCallback } from '../src/auth-callback.tsx';
import type { AuthCallbackProps } from '../src/auth-callback.tsx';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { SignedOut } from '../src/signed-out.tsx';
import { Boundary } from './boundary.tsx';
import { createFakeClient } from './fake-client.ts';
import { ADA, createFakeSession, OUT } from './fake-session.ts';

const replace = vi.fn();
beforeEach(() => {
  const { href, origin } = globalThis.location;
  vi.stubGlobal('location', { href, origin, replace });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  replace.mockClear();
});

/** Renders the page of a callback, and keeps all that it ever showed. */
function show(source: ViewerSessionSource, props: AuthCallbackProps = {}, beside?: ReactNode) {
  const seen: string[] = [];
  const rendered = render(
    <PlaygateProvider client={createFakeClient()} session={source}>
      <Boundary>
        <Profiler id="page" onRender={() => void seen.push(document.body.textContent ?? '')}>
          <AuthCallback fallback="One moment" {...props} />
          {beside}
        </Profiler>
      </Boundary>
    </PlaygateProvider>,
  );
  return { ...rendered, seen };
}

const DONE: SessionCallback = { status: 'signed-in', returnTo: '/films?x=1#y' };

test('45, 54: StrictMode answers the callback once, and is done once, without an error on the way', async () => {
  const source = createFakeSession();
  const onDone = vi.fn();
  const { container, seen } = show(source, { onDone }, <SignedOut>stranger</SignedOut>);
  expect(container.textContent).toBe('One moment');
  await act(async () => {
    source.session.set(ADA);
    source.answer(DONE);
  });
  expect(source.answers()).toBe(1);
  expect(onDone.mock.calls).toEqual([[{ returnTo: '/films?x=1#y' }]]);
  expect(container.textContent).toBe('One moment');
  expect(seen.join('')).not.toMatch(/stranger|rror/);
});

test('45: renders of the page around it answer nothing again; the newest onDone is called', async () => {
  const source = createFakeSession();
  const [first, second] = [vi.fn(), vi.fn()];
  const page = (onDone: () => void) => (
    <PlaygateProvider client={createFakeClient()} session={source}>
      <AuthCallback onDone={onDone} />
    </PlaygateProvider>
  );
  const { rerender } = render(page(first));
  rerender(page(second));
  await act(async () => source.answer(DONE));
  rerender(page(second));
  expect(source.answers()).toBe(1);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledTimes(1);
});

describe('by itself', () => {
  test('goes on to where the viewer wanted to be, in place of this page', async () => {
    const source = createFakeSession();
    show(source);
    await act(async () => source.answer(DONE));
    expect(replace.mock.calls).toEqual([[`${location.origin}/films?x=1#y`]]);
  });

  test.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)', 'data:text/html,x'])(
    '56, A73: never goes to %s, whoever says so',
    async (returnTo) => {
      const source = createFakeSession();
      show(source);
      await act(async () => source.answer({ status: 'signed-in', returnTo }));
      expect(replace.mock.calls).toEqual([['/']]);
    },
  );

  test('an address that answers nothing leads home', async () => {
    const source = createFakeSession();
    show(source);
    await act(async () => source.answer(undefined));
    expect(replace.mock.calls).toEqual([[`${location.origin}/`]]);
  });

  test('so does one where nobody answers callbacks', async () => {
    const { session, signIn, signOut } = createFakeSession();
    show({ session, signIn, signOut });
    await act(async () => undefined);
    expect(replace.mock.calls).toEqual([[`${location.origin}/`]]);
  });
});

describe('65: in a popup', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const relayed = async (onDone?: AuthCallbackProps['onDone']) => {
    const source = createFakeSession();
    const shown = show(source, onDone && { onDone });
    await act(async () => source.answer({ status: 'relayed', returnTo: '/films' }));
    return shown;
  };

  test('it does nothing but wait to be closed', async () => {
    const onDone = vi.fn();
    const { container, unmount } = await relayed(onDone);
    vi.advanceTimersByTime(1900);
    expect(container.textContent).toBe('One moment');
    unmount();
    vi.advanceTimersByTime(10_000);
    expect(onDone).not.toHaveBeenCalled();
    expect(replace).not.toHaveBeenCalled();
  });

  test('that no script may close, it goes on, so that nobody waits there for ever', async () => {
    await relayed();
    vi.advanceTimersByTime(2000);
    expect(replace.mock.calls).toEqual([[`${location.origin}/films`]]);
  });

  test('the application hears of that', async () => {
    const onDone = vi.fn();
    await relayed(onDone);
    vi.advanceTimersByTime(2000);
    expect(onDone).toHaveBeenCalledExactlyOnceWith({ returnTo: '/films' });
  });
});

describe('a sign-in that failed', () => {
  const denied = Object.assign(new Error('access_denied'), { code: 'access_denied' });

  test('66: is shown, once, and leads nowhere', async () => {
    const source = createFakeSession(OUT);
    const onDone = vi.fn();
    const { container } = show(source, {
      onDone,
      renderError: (error) => <p>{error === denied ? 'access_denied' : 'another'}</p>,
    });
    await act(async () => source.refuse(denied));
    expect(container.textContent).toBe('access_denied');
    expect(source.answers()).toBe(1);
    expect(onDone).not.toHaveBeenCalled();
  });

  test('goes to the error boundary, where the page has nothing to show for it', async () => {
    const source = createFakeSession(OUT);
    const { container } = show(source);
    await act(async () => source.refuse(denied));
    expect(container.textContent).toBe('access_denied');
  });
});

test('39: a page that is left meanwhile goes nowhere, and warns of nothing', async () => {
  const source = createFakeSession();
  const onDone = vi.fn();
  const { unmount } = show(source, { onDone });
  unmount();
  await act(async () => source.answer(DONE));
  expect(onDone).not.toHaveBeenCalled();
  expect(console.error).not.toHaveBeenCalled();
});
