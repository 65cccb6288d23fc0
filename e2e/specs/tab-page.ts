import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Tab, TabFilm } from '../site/tabs.ts';
import type { TabsStage } from '../stage/tabs-stage.ts';
import { soon } from './soon.ts';

/** The film that tabs play unless they want another. */
export const FILM = 'bearer/long-film';

export async function openTab(context: BrowserContext, stage: TabsStage): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stage.app}/tabs.html`);
  await page.waitForFunction(() => 'tab' in window);
  return page;
}

/** Plays, and waits for the picture. */
export async function playInTab(
  page: Page,
  stage: TabsStage,
  film: Partial<TabFilm> = {},
): Promise<void> {
  const asset = film.asset ?? FILM;
  const wanted: TabFilm = {
    ...{ credential: 'passes', asset, src: stage.film(asset), buffer: 8 },
    ...film,
  };
  await page.evaluate((one) => window.tab.play(one), wanted);
  await soon(async () => (await reportOf(page)).frames).toBeGreaterThan(12);
}

/** Plays with access tokens, and waits for the picture. */
export const playWithTokens = (page: Page, stage: TabsStage): Promise<void> =>
  playInTab(page, stage, {
    ...{ credential: 'tokens', asset: 'long-film', src: stage.tokenFilm('long-film') },
  });

/** Signs in by redirect, through the pages of the authorization server. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.evaluate(() => void window.tab.oauth.signIn.redirect());
  await page.getByText(name).click();
  await page.getByText('Allow', { exact: true }).click();
  const known = await page.waitForFunction(() => {
    const session = 'tab' in window ? window.tab.oauth.session.get() : undefined;
    if (session === undefined || session.status === 'pending') return undefined;
    return [session.status, 'error' in session && session.error?.code];
  });
  expect(await known.jsonValue()).toEqual(['signed-in', false]);
}

export const reportOf = (page: Page): Promise<ReturnType<Tab['report']>> =>
  page.evaluate(() => window.tab.report());

export const seek = (page: Page, seconds: number): Promise<unknown> =>
  page.evaluate((to) => void window.tab.seek(to), seconds);

/** Signs the client of a tab out, and rules how soon others hear of it. */
export const signOut = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.tab.client()?.signOut();
    window.tab.rule();
  });

/**
 * A sign-out has stopped a tab by the time at which that hears of what another wrote right after it: far within the second that is allowed,
 * and however busy the machine is.
 */
export const expectStoppedAtOnce = async (page: Page): Promise<void> => {
  await soon(() => page.evaluate(() => window.tab.ruled)).toEqual(['signed-out']);
};

/** What this tab leaves for others, or tells them, is lost. */
export const isolate = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Storage.prototype.setItem = () => undefined;
    BroadcastChannel.prototype.postMessage = () => undefined;
  });

/** Waits until the player stands there. */
export async function untilPhase(page: Page, phase: string): Promise<void> {
  await soon(async () => (await reportOf(page)).phase).toBe(phase);
}

/**
 * Has each tab send one request more, behind all that it has on its way, and waits for these.
 *
 * @returns The time, by the server's clock, from which on only that arrives which was sent later.
 */
export async function untilArrived(pages: readonly Page[], stage: TabsStage): Promise<number> {
  const paths = await Promise.all(
    pages.map(async (page) => {
      const path = `/behind/${crypto.randomUUID()}`;
      const urls = [stage.film(FILM), stage.tokenFilm(FILM)].map((url) => new URL(path, url).href);
      await page.evaluate(
        (all) => Promise.all(all.map((url) => fetch(url, { mode: 'no-cors' }))),
        urls,
      );
      return path;
    }),
  );
  const { entries } = await stage.sandbox.journal();
  const behind = entries.filter(({ path }) => paths.includes(path));
  expect(behind).toHaveLength(2 * pages.length);
  return Math.max(...behind.map(({ atMs }) => atMs)) + 1;
}
