import { expect, test } from 'vitest';
import { FakeBrowser, FakePopup } from '../support/fake-browser.ts';
import { FakeClock, until } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab } from '../support/scripted-tab.ts';
import type { OAuthOptions } from '../../src/index.ts';

/** A tab that opens a popup, and what the popup does when it comes back. */
function opener(more: Partial<OAuthOptions> = {}) {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const server = new ScriptedServer();
  const page = scriptedTab(browser, server, more);
  const popup = new FakePopup();
  page.tab.popup = popup;
  let address = '';
  popup.went = (url) => {
    address = url;
  };
  const state = async (): Promise<string> => {
    await until(() => address !== '');
    return new URL(address).searchParams.get('state') ?? '';
  };
  /** The popup, back at the application. */
  const back = async (query: string) => {
    const window = scriptedTab(browser, server, more);
    window.tab.href = `https://app.example/callback?state=${await state()}&${query}`;
    window.tab.opener = (data, origin) => {
      if (origin !== 'https://app.example') return;
      page.tab.events.dispatchEvent(windowMessage(data, origin, popup));
    };
    return window;
  };
  return { clock, browser, server, page, popup, state, back };
}

/** Node knows ports as sources, but no windows. */
const windowMessage = (data: unknown, origin: string, source: FakePopup): MessageEvent =>
  Object.defineProperty(new MessageEvent('message', { data, origin }), 'source', { value: source });

test.each([
  ['by the channel, also where the page cuts off its opener', {}, false],
  ['by a message, where there is no channel', { environment: { openChannel: undefined } }, true],
])('65: a popup signs in %s', async (_how, more, hasOpener) => {
  const { clock, page, popup, back } = opener(more);
  const signedIn = outcomeOf(page.oauth.signIn.popup({ returnTo: '/films' }));
  const window = await back('code=c');
  if (!hasOpener) window.tab.opener = undefined;
  expect(await window.oauth.callback()).toEqual({ status: 'relayed', returnTo: '/' });
  expect(window.tab.href).toBe('https://app.example/callback');
  await clock.advance(10);
  await until(() => !signedIn.isOpen);
  expect(signedIn.value).toEqual({ status: 'signed-in', returnTo: '/films' });
  expect(page.oauth.session.get().status).toBe('signed-in');
  expect(window.tab.isClosed).toBe(true);
  expect(popup.closed).toBe(true);
});

test('65: a popup that the browser blocks is popup_blocked, and opened in the task of the click', async () => {
  const { page } = opener();
  let opened = 0;
  page.tab.popup = null;
  const signIn = scriptedTab(page.tab.browser, new ScriptedServer(), {
    environment: {
      page: {
        ...(page.tab.environment().page ?? never()),
        open: () => {
          opened += 1;
          return null;
        },
      },
    },
  }).oauth.signIn.popup();
  expect(opened).toBe(1);
  await expect(signIn).rejects.toMatchObject({ code: 'popup_blocked', action: 'sign-in' });
});

const never = (): never => {
  throw new Error('There is a page.');
};

test('65: one that the viewer closes is popup_closed; one that only looks closed, while the viewer is in it, is not', async () => {
  const { clock, page, popup, state } = opener();
  const signedIn = outcomeOf(page.oauth.signIn.popup());
  await state();
  page.tab.isFocused = false;
  popup.closed = true;
  await clock.advance(60_000);
  expect(signedIn.isOpen).toBe(true);
  page.tab.isFocused = true;
  await clock.advance(2000);
  expect(signedIn.code).toBe('popup_closed');
});

test('65, 66: what the server says in the popup is the error of the sign-in', async () => {
  const { clock, page, back } = opener();
  const signedIn = outcomeOf(page.oauth.signIn.popup());
  const window = await back('error=access_denied&error_description=%3Cscript%3E');
  await window.oauth.callback();
  await clock.advance(10);
  await until(() => !signedIn.isOpen);
  expect(signedIn.code).toBe('access_denied');
});

test('A71: messages of other origins, other windows and other states are ignored; the right one counts', async () => {
  const { clock, page, popup, state } = opener({ environment: { openChannel: undefined } });
  const signedIn = outcomeOf(page.oauth.signIn.popup());
  const url = `https://app.example/callback?code=c&state=${await state()}`;
  const send = (origin: string, source: FakePopup, data: unknown): void =>
    void page.tab.events.dispatchEvent(windowMessage(data, origin, source));
  const own = 'https://app.example';
  await clock.advance(10);
  send('https://evil.example', popup, { url });
  send('null', popup, { url });
  send(own, new FakePopup(), { url });
  send(own, popup, { url: `${own}/callback?code=c&state=popup.other` });
  for (const data of [null, 'text', {}, { url: 1 }, { url: 'no url' }, [url]])
    send(own, popup, data);
  await clock.advance(1000);
  expect(signedIn.isOpen).toBe(true);
  send(own, popup, { url });
  await until(() => !signedIn.isOpen);
  expect(signedIn.value?.status).toBe('signed-in');
});

test('65: the caller can give up; the window is closed, and a late answer signs nobody in', async () => {
  const { clock, page, popup, back } = opener();
  const abort = new AbortController();
  const signedIn = outcomeOf(page.oauth.signIn.popup({ signal: abort.signal }));
  const window = await back('code=c');
  abort.abort();
  await until(() => !signedIn.isOpen);
  expect(signedIn.code).toBe('aborted');
  expect(popup.closed).toBe(true);
  await window.oauth.callback();
  await clock.advance(10);
  expect(page.oauth.session.get().status).toBe('signed-out');
});

test.each(['dispose', 'abort'] as const)(
  '39, 65: %s ends a sign-in whose popup is still being prepared, and no timer is left',
  async (how) => {
    const { clock, page, popup, server } = opener();
    const abort = new AbortController();
    const fetch = server.fetch;
    let isAsked = false;
    const slow = scriptedTab(page.tab.browser, server, {
      environment: {
        fetch: (input, init) => {
          isAsked = true;
          return fetch(input, init).then(() => new Promise(() => {}));
        },
      },
    });
    slow.tab.popup = popup;
    const signedIn = outcomeOf(slow.oauth.signIn.popup({ signal: abort.signal }));
    await until(() => isAsked);
    if (how === 'abort') abort.abort();
    else slow.oauth.dispose();
    await until(() => !signedIn.isOpen);
    expect(signedIn.code).toBe(how === 'abort' ? 'aborted' : 'disposed');
    expect(popup.closed).toBe(true);
    await clock.advance(25_000);
    expect(clock.timers).toBe(0);
  },
);

test('39: dispose ends a sign-in whose popup is open, and no timer or listener is left', async () => {
  const { clock, page, popup, state } = opener();
  const signedIn = outcomeOf(page.oauth.signIn.popup());
  await state();
  await clock.advance(1000);
  page.oauth.dispose();
  await until(() => !signedIn.isOpen);
  expect(signedIn.code).toBe('disposed');
  expect(popup.closed).toBe(true);
  expect(clock.timers).toBe(0);
});

test('65: a sign-in that a viewer finishes in a popup holds, also where somebody signed out while it was open', async () => {
  const { clock, page, back } = opener();
  const signedIn = outcomeOf(page.oauth.signIn.popup());
  const window = await back('code=c');
  await page.oauth.signOut();
  await window.oauth.callback();
  await clock.advance(10);
  await until(() => !signedIn.isOpen);
  expect(signedIn.value?.status).toBe('signed-in');
  expect(page.oauth.session.get().status).toBe('signed-in');
});

test('64, A72: there is no silent frame: nothing here makes one', async () => {
  const { readFile, readdir } = await import('node:fs/promises');
  const folder = new URL('../../src/', import.meta.url);
  const files = await readdir(folder, { recursive: true });
  const texts = await Promise.all(
    files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFile(new URL(name, folder), 'utf8')),
  );
  expect(texts.length).toBeGreaterThan(30);
  expect(texts.join('\n')).not.toMatch(/iframe|createElement/i);
});
