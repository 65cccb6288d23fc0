import { afterEach, expect, test, vi } from 'vitest';
import { browser } from '../src/browser.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { scriptedTab, signInAt } from './support/scripted-tab.ts';

afterEach(() => vi.unstubAllGlobals());

/** Signs in with the `fetch` that the page has now, and replaces it; gives what the new one sees. */
async function replaced(when: 'before' | 'after'): Promise<unknown[]> {
  const server = new ScriptedServer();
  const seen: unknown[] = [];
  vi.stubGlobal('fetch', server.fetch);
  const spy: typeof fetch = (input, init) => {
    seen.push(input);
    return server.fetch(input, init);
  };
  if (when === 'before') vi.stubGlobal('fetch', spy);
  const { fetch } = browser();
  const tab = scriptedTab(new FakeBrowser(), server, { environment: { fetch } });
  if (when === 'after') vi.stubGlobal('fetch', spy);
  await signInAt(tab);
  await tab.oauth.fetch('https://app.example/');
  return seen;
}

test('A61: a fetch that a script puts in the place of the page’s afterwards sees nothing', async () => {
  expect(await replaced('after')).toEqual([]);
});

test('control of A61: one that was there before sees all: that is the limit', async () => {
  expect((await replaced('before')).length).toBeGreaterThan(2);
});

test('48: on a server there is no page, no storage and no channel', () => {
  expect(browser()).toMatchObject({
    ...{ transactions: undefined, marks: undefined, database: undefined },
    ...{ locks: undefined, openChannel: undefined, events: undefined },
  });
  expect(browser().page.href()).toBe('');
});

test('T24: a browser that refuses a page its storage and channels, by throwing, is one that has none', () => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('navigator', {});
  for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        throw new DOMException('denied', 'SecurityError');
      }
    },
  );
  try {
    const { transactions, marks, database, openChannel } = browser();
    expect([transactions, marks, database, openChannel?.('x')]).toEqual(Array(4).fill(undefined));
  } finally {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
      Reflect.deleteProperty(globalThis, name);
  }
});
