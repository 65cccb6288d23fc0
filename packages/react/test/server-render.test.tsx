// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IbmEmbed } from '../src/ibm-embed.tsx';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { ProtectedPlayer } from '../src/protected-player.tsx';
import { useAuthorizer } from '../src/use-authorizer.ts';
import { usePass } from '../src/use-pass.ts';
import { createFakeClient } from './fake-client.ts';

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
