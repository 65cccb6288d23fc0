import type { ViewerSession } from '@playgate/client';
import { act, render, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Profiler } from 'react';
import { expect, test, vi } from 'vitest';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { SignedIn } from '../src/signed-in.tsx';
import { SignedOut } from '../src/signed-out.tsx';
import { useSession } from '../src/use-session.ts';
import { Boundary } from './boundary.tsx';
import { createFakeClient } from './fake-client.ts';
import { ADA, createFakeSession, OUT } from './fake-session.ts';
import type { FakeSession } from './fake-session.ts';

const below =
  (session?: FakeSession) =>
  ({ children }: { children: ReactNode }): ReactNode => (
    <PlaygateProvider client={createFakeClient()} {...(session && { session })}>
      {children}
    </PlaygateProvider>
  );

const Parts = (): ReactNode => (
  <>
    <SignedIn fallback="please sign in">secret</SignedIn>
    <SignedOut>hello stranger</SignedOut>
  </>
);

test('46: says who is signed in, and why nobody is; the object changes with the session only', async () => {
  const session = createFakeSession();
  const { result, rerender } = renderHook(useSession, { wrapper: below(session) });
  expect(result.current).toMatchObject({ status: 'pending', subject: undefined });
  const before = result.current;
  rerender();
  expect(result.current).toBe(before);
  await act(async () => session.session.set(ADA));
  expect(result.current).toMatchObject({ status: 'signed-in', subject: 'ada' });
  expect(result.current.claims).toEqual({ name: 'Ada Lovelace' });
  expect(result.current.signIn).toBe(session.signIn);
  expect(result.current.signOut).toBe(session.signOut);
  const error = new Error('The session is over.');
  await act(async () => session.session.set({ status: 'signed-out', error }));
  expect(result.current).toMatchObject({ status: 'signed-out', error, subject: undefined });
});

test('46: a session that says the same again renders nothing', async () => {
  const session = createFakeSession(ADA);
  const rendered = vi.fn();
  render(
    <Profiler id="parts" onRender={rendered}>
      <Parts />
    </Profiler>,
    { wrapper: below(session) },
  );
  rendered.mockClear();
  await act(async () => session.session.set(ADA));
  expect(rendered).not.toHaveBeenCalled();
  await act(async () => session.session.set(OUT));
  expect(rendered).toHaveBeenCalled();
});

test('46: what changed between the render and the subscription is not missed', () => {
  const session = createFakeSession(OUT);
  const subscribe = session.session.subscribe;
  session.session.subscribe = (listener) => {
    session.session.set(ADA);
    return subscribe(listener);
  };
  const { container } = render(<Parts />, { wrapper: below(session) });
  expect(container.textContent).toBe('secret');
});

test('hands on what the viewer does, also as functions of their own', async () => {
  const session = createFakeSession(OUT);
  const { result } = renderHook(useSession, { wrapper: below(session) });
  const { signIn, signOut } = result.current;
  const { redirect, popup } = signIn;
  await redirect({ returnTo: '/films' });
  await popup();
  await signOut({ redirect: true });
  expect(session.log).toEqual([
    'redirect {"returnTo":"/films"}',
    'popup {}',
    'signOut {"redirect":true}',
  ]);
});

test.each<[string, ViewerSession, string]>([
  ['nothing as long as it is not known', { status: 'pending' }, ''],
  ['nothing either while that fails', { status: 'pending', error: new Error('network') }, ''],
  ['what is for viewers', ADA, 'secret'],
  ['what is for strangers', OUT, 'please sign inhello stranger'],
])('SignedIn and SignedOut show %s', (_, first, text) => {
  const { container } = render(<Parts />, { wrapper: below(createFakeSession(first)) });
  expect(container.textContent).toBe(text);
});

test('nothing flashes on the way from pending', async () => {
  const session = createFakeSession();
  const seen: (string | null)[] = [];
  const { container } = render(
    <Profiler id="parts" onRender={() => void seen.push(document.body.textContent)}>
      <Parts />
    </Profiler>,
    { wrapper: below(session) },
  );
  await act(async () => session.session.set(ADA));
  expect(container.textContent).toBe('secret');
  expect(seen.join('')).not.toContain('stranger');
});

test('39: leaves no listener behind', () => {
  const session = createFakeSession(ADA);
  const { unmount } = render(<Parts />, { wrapper: below(session) });
  expect(session.listeners()).toBeGreaterThan(0);
  unmount();
  expect(session.listeners()).toBe(0);
});

test('without a session the error boundary says what is missing', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { container } = render(
    <Boundary>
      <Parts />
    </Boundary>,
    { wrapper: below() },
  );
  expect(container.textContent).toBe('No session: give `session` to <PlaygateProvider>.');
  vi.restoreAllMocks();
});
