import type { OAuthOptions } from '../../src/index.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeClock } from './fake-clock.ts';
import { ScriptedServer } from './scripted-server.ts';
import { scriptedTab, signedInBefore } from './scripted-tab.ts';

export const kept = { refreshTokenStorage: 'indexeddb' } as const;

/** A browser where somebody signed in earlier, with some tabs. */
export async function openedTabs(count: number, more: Partial<OAuthOptions> = kept) {
  const stage = await openedBrowser();
  const tabs = Array.from({ length: count }, () => stage.open(more));
  return { ...stage, tabs };
}

/** The same with one tab. */
export async function openedTab(more: Partial<OAuthOptions> = kept) {
  const stage = await openedBrowser();
  return { ...stage, tab: stage.open(more) };
}

/** The same with two tabs. */
export async function openedTwoTabs(more: Partial<OAuthOptions> = kept) {
  const stage = await openedBrowser();
  return { ...stage, first: stage.open(more), second: stage.open(more) };
}

/** The same with two tabs, of which the second knows of the session and hears nothing any more. */
export async function openedDeafTab() {
  const stage = await openedTwoTabs();
  const { clock, second } = stage;
  second.oauth.session.subscribe(() => {});
  await clock.advance(100);
  second.tab.isDeaf = true;
  return stage;
}

async function openedBrowser() {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const server = new ScriptedServer();
  await signedInBefore(browser, server);
  const open = (more: Partial<OAuthOptions> = kept) => scriptedTab(browser, server, more);
  return { clock, browser, server, open };
}
