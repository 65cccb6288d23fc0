import type { TabFilm } from '../site/tabs.ts';
import type { RawChromium, RawTab } from '../stage/raw-chromium.ts';
import type { TabsStage } from '../stage/tabs-stage.ts';
import { FILM } from './tab-page.ts';
import { soon } from './soon.ts';

/** Opens a tab in front of all others. */
export async function openRawTab(chromium: RawChromium, stage: TabsStage): Promise<RawTab> {
  const tab = await chromium.open(`${stage.app}/tabs.html`);
  await soon(() => tab.run(() => 'tab' in window)).toBe(true);
  return tab;
}

/** Plays in such a tab, and waits for the picture. */
export async function playInRawTab(
  chromium: RawChromium,
  stage: TabsStage,
  film: Partial<TabFilm> = {},
): Promise<RawTab> {
  const tab = await openRawTab(chromium, stage);
  // What is muted Chromium pauses while its tab is hidden.
  const wanted = {
    credential: 'passes',
    asset: FILM,
    src: stage.film(FILM),
    muted: false,
  } as const;
  await tab.run((one) => window.tab.play(one), { ...wanted, buffer: 8, ...film });
  await soon(() => tab.run(() => window.tab.report().frames), { timeout: 20_000 }).toBeGreaterThan(
    12,
  );
  return tab;
}

export const look = (tab: RawTab) => tab.run(() => window.tab.report());

/** Puts another tab in front. */
export async function hide(chromium: RawChromium, tab: RawTab): Promise<void> {
  await chromium.open('about:blank');
  await soon(() => tab.run(() => document.visibilityState)).toBe('hidden');
}

/** Goes back by the browser's button, once the page is there that it goes back from, to a page that comes out of the bfcache. */
export async function goBack(tab: RawTab): Promise<void> {
  await soon(() => tab.run(() => document.readyState)).toBe('complete');
  const { currentIndex, entries } = await tab.send('Page.getNavigationHistory');
  const before = Object(entries)[Number(currentIndex) - 1];
  await tab.send('Page.navigateToHistoryEntry', { entryId: before.id });
  await soon(() => tab.run(() => location.href)).toBe(before.url);
  await soon(() => tab.run(() => 'tab' in window)).toBe(true);
  // It is in sight before it hears of that. Loaded anew it never would.
  await soon(() => tab.run(() => window.tab.shows.at(-1))).toBe(true);
}
