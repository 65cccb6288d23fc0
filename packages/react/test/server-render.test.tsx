// @vitest-environment node
import { createPassClient, formatPass } from '@playgate/client';
import type { PassClient, ViewerSessionSource } from '@playgate/client';
import { createBackendSession } from '@playgate/client/session';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { StrictMode, Suspense } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AuthCallback } from '../src/auth-callback.tsx';
import { IbmEmbed } from '../src/ibm-embed.tsx';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { ProtectedPlayer } from '../src/protected-player.tsx';
import { SignedIn } from '../src/signed-in.tsx';
import { SignedOut } from '../src/signed-out.tsx';
import { useAuthorizer } from '../src/use-authorizer.ts';
import { usePass } from '../src/use-pass.ts';
import { useSuspensePass } from '../src/use-suspense-pass.ts';
import { aPass, createFakeClient } from './fake-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const Status = (): ReactNode =>
  `${usePass('film').state.phase} ${useAuthorizer('film') === undefined}`;

test('check 48, A63: a server renders without a window, a timer, a listener or an ask', () => {
  const client = createFakeClient();
  expect('window' in globalThis).toBe(false);
  const html = renderToString(
    <StrictMode>
      <PlaygateProvider client={client}>
        <p>
          <Status />
        </p>
        <ProtectedPlayer asset="film" poster="/film.jpg" />
        <IbmEmbed asset="talk" title="A talk" fallback="One moment" />
      </PlaygateProvider>
    </StrictMode>,
  );
  expect(html).toContain('<p>idle true</p>');
  expect(html).toContain('src="/film.jpg"');
  expect(html).toContain('aspect-ratio:16 / 9');
  expect(html).toContain('One moment');
  expect(vi.getTimerCount()).toBe(0);
  expect(client.authorizers).toEqual([]);
  expect(client.listeners()).toBe(0);
});

test('check 48: two requests share nothing', () => {
  const [first, second] = [createFakeClient(), createFakeClient()];
  const pass = { version: 1, mode: 'renewable', rules: [], subject: 'viewer A' } as const;
  const page = (client: typeof first, initialPass?: typeof pass) =>
    renderToString(
      <PlaygateProvider client={client}>
        <ProtectedPlayer asset="film" {...(initialPass && { initialPass })} />
      </PlaygateProvider>,
    );
  expect(page(first, pass)).toBe(page(second));
  expect([...first.primed, ...second.primed]).toEqual([]);
});

test('48: a session asks for nothing on a server, and nobody is shown in or out', () => {
  const fetch = vi.fn<typeof globalThis.fetch>();
  const session = createBackendSession({
    ...{ session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out', fetch },
  });
  const html = renderToString(
    <PlaygateProvider client={createFakeClient()} session={session}>
      <SignedIn fallback="sign in">secret</SignedIn>
      <SignedOut>stranger</SignedOut>
      <AuthCallback fallback="One moment" />
    </PlaygateProvider>,
  );
  expect(html).toBe('One moment');
  expect(session.session.get()).toEqual({ status: 'pending' });
  expect(fetch).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('48: what suspends until there is a pass shows its fallback, and asks for none', async () => {
  vi.useRealTimers();
  const fetch = vi.fn<typeof globalThis.fetch>();
  const client = createPassClient({ endpoint: '/api/pass', fetch });
  const Film = (): ReactNode => useSuspensePass('film').id;
  const { html, errors } = await stream(
    <PlaygateProvider client={client}>
      <Suspense fallback="One moment">
        <Film />
      </Suspense>
    </PlaygateProvider>,
  );
  expect(html).toContain('One moment');
  expect(errors).toEqual([expect.objectContaining({ code: 'config' })]);
  expect(fetch).not.toHaveBeenCalled();
});

test('A63: 100 renders at once share nothing, and their pages hold no credential', async () => {
  vi.useRealTimers();
  const pages = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const client = clientOf(n);
      const session = sessionOf(n);
      const pass = await client.pass({ asset: 'film' });
      const initialPass = formatPass(pass);
      const { html } = await stream(
        <PlaygateProvider client={client} session={session}>
          <Suspense fallback="One moment">
            <Later ticks={n % 7} gate={{ isOpen: false }}>
              <h1>{pass.subject}</h1>
              <SignedIn>secret</SignedIn>
              <ProtectedPlayer asset="film" initialPass={initialPass} />
            </Later>
          </Suspense>
        </PlaygateProvider>,
      );
      return html;
    }),
  );
  for (const [n, html] of pages.entries()) {
    expect(html.match(/viewer-\d+/g)).toEqual([`viewer-${n}`]);
    expect(html).not.toMatch(/token-|Bearer|secret/);
  }
});

test('control of A63: one client for all of them gives the pass of the first to everybody', async () => {
  const shared = clientOf(0);
  const passes = await Promise.all(Array.from({ length: 3 }, () => shared.pass({ asset: 'film' })));
  expect(new Set(passes.map(({ subject }) => subject))).toEqual(new Set(['viewer-0']));
});

/** The client that a server makes for one request. */
function clientOf(n: number): PassClient {
  const place = [{ kind: 'header', name: 'Authorization', value: `Bearer token-${n}` }] as const;
  return createPassClient({
    source: async () => {
      for (let ticks = n % 5; ticks > 0; ticks -= 1) await Promise.resolve();
      const rules = [{ match: { urls: ['https://cdn.example/'] }, place }];
      return aPass({ subject: `viewer-${n}`, rules });
    },
  });
}

function sessionOf(n: number): ViewerSessionSource {
  return createBackendSession({
    ...{ session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out' },
    fetch: async () => Response.json({ signed_in: true, viewer: `viewer-${n}` }),
  });
}

interface LaterProps {
  readonly ticks: number;
  readonly gate: { isOpen: boolean };
  readonly children: ReactNode;
}

/** Suspends once for some turns of the event loop, so that renders take turns. */
function Later({ ticks, gate, children }: LaterProps): ReactNode {
  if (gate.isOpen) return children;
  const turns: unknown = Array.from({ length: ticks + 1 })
    .reduce<Promise<void>>(
      (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
      Promise.resolve(),
    )
    .then(() => void (gate.isOpen = true));
  throw turns;
}

/** A page as it leaves the server. */
async function stream(node: ReactNode) {
  const chunks: string[] = [];
  const errors: unknown[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const { pipe } = renderToPipeableStream(node, { onError: (error) => void errors.push(error) });
  pipe(sink);
  await finished(sink);
  return { html: chunks.join(''), errors };
}
