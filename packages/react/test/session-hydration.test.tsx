import { createBackendSession } from '@playgate/client/session';
import type { BackendSession } from '@playgate/client/session';
import { act } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuthCallback } from '../src/auth-callback.tsx';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { SignedIn } from '../src/signed-in.tsx';
import { SignedOut } from '../src/signed-out.tsx';
import { useSession } from '../src/use-session.ts';
import { createFakeClient } from './fake-client.ts';
import { ADA, createFakeSession } from './fake-session.ts';
import type { ViewerSessionSource } from '@playgate/client';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
});
afterEach(() => vi.restoreAllMocks());

const Who = (): ReactNode => {
  const { status, subject } = useSession();
  return `${status} ${subject ?? ''}`;
};

const page = (session: ViewerSessionSource): ReactNode => (
  <StrictMode>
    <PlaygateProvider client={createFakeClient()} session={session}>
      <p>
        <Who />
      </p>
      <SignedIn fallback="sign in">secret</SignedIn>
      <SignedOut>stranger</SignedOut>
    </PlaygateProvider>
  </StrictMode>
);

/** What the server rendered, taken over by the browser. */
async function hydrate(html: string, session: ViewerSessionSource) {
  const root = document.createElement('div');
  root.innerHTML = html;
  const shown: string[] = [root.textContent];
  new MutationObserver(() => void shown.push(root.textContent)).observe(root, {
    ...{ subtree: true, childList: true, characterData: true },
  });
  const trouble: unknown[] = [];
  const mounted = await act(async () =>
    hydrateRoot(root, page(session), { onRecoverableError: (error) => trouble.push(error) }),
  );
  await act(async () => undefined);
  return { root, shown, trouble, unmount: () => act(async () => mounted.unmount()) };
}

/** The session of a page: a backend that answers `viewer`. */
function backendSession(viewer?: string) {
  const asks: unknown[] = [];
  const session: BackendSession = createBackendSession({
    ...{ session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out' },
    fetch: async (input) => {
      asks.push(input);
      return Response.json(
        viewer === undefined ? { signed_in: false } : { signed_in: true, viewer },
      );
    },
  });
  return { session, asks };
}

test('46: a page that the server rendered is taken over without a mismatch, whoever is signed in by then', async () => {
  const html = renderToString(page(createFakeSession()));
  expect(html).toContain('pending');
  expect(html).not.toMatch(/secret|stranger|sign in/);
  const { root, shown, trouble, unmount } = await hydrate(html, createFakeSession(ADA));
  expect(root.textContent).toBe('signed-in adasecret');
  expect(trouble).toEqual([]);
  expect(console.error).not.toHaveBeenCalled();
  expect(shown.join('')).not.toContain('stranger');
  await unmount();
});

test('control of 46: a server that rendered something else is told of', async () => {
  const html = renderToString(page(createFakeSession())).replace('pending', 'signed-in');
  const { trouble, unmount } = await hydrate(html, createFakeSession(ADA));
  expect(trouble.length + vi.mocked(console.error).mock.calls.length).toBeGreaterThan(0);
  await unmount();
});

test('45, 46: the session of a backend is asked for once, in StrictMode, by all that look at it', async () => {
  const { session, asks } = backendSession('ada');
  const html = renderToString(page(createFakeSession()));
  const { root, trouble, unmount } = await hydrate(html, session);
  await vi.waitFor(() => act(async () => expect(root.textContent).toBe('signed-in adasecret')));
  expect(asks).toEqual(['/auth/session']);
  expect(trouble).toEqual([]);
  await unmount();
  session.dispose();
});

test('45, 65: the page that ends a popup shows nothing, is cleaned, and closes', async () => {
  history.replaceState(null, '', '/done?playgate-popup=1');
  const close = vi.spyOn(globalThis, 'close').mockImplementation(() => undefined);
  const { session, asks } = backendSession('ada');
  const root = document.createElement('div');
  const onDone = vi.fn();
  const { createRoot } = await import('react-dom/client');
  const mounted = createRoot(root);
  await act(async () =>
    mounted.render(
      <StrictMode>
        <PlaygateProvider client={createFakeClient()} session={session}>
          <AuthCallback fallback="One moment" onDone={onDone} />
          <SignedOut>stranger</SignedOut>
        </PlaygateProvider>
      </StrictMode>,
    ),
  );
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(1));
  expect(root.textContent).toBe('One moment');
  expect(location.href).toMatch(/\/done$/);
  expect(onDone).not.toHaveBeenCalled();
  expect(asks).toEqual([]);
  await act(async () => mounted.unmount());
  session.dispose();
});
