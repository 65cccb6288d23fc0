import type { JournalEntry } from '@playgate/sandbox';
import type { TabFilm } from '../site/tabs.ts';
import { startRawChromium } from '../stage/raw-chromium.ts';
import { startTabsStage } from '../stage/tabs-stage.ts';
import { playInTab } from './hidden-tab.ts';
import type { HiddenTab, Life, Look, Tick } from './hidden-tab.ts';
import { startDisplay } from './start-display.ts';

/** What a credential lives, in seconds: that of passes and that of access tokens. */
export const LIFE_SECONDS = 30;
/** A timer of half a second that took that long, in milliseconds, ran under the throttling of one a minute. */
export const MINUTE_MS = 50_000;

/** How far a run is. */
export interface Progress {
  readonly seconds: number;
  /** Where each film is, in seconds. */
  readonly films: readonly number[];
  /** How many timers took a minute, in the tab where they are fewest. */
  readonly minutes: number;
}

/** What became of one tab while it was hidden. */
export interface Watched {
  readonly credential: TabFilm['credential'];
  readonly looks: readonly Look[];
  /** When the picture stopped for want of film. With film at hand, it is the machine that is too busy. */
  readonly stalls: readonly number[];
  readonly ticks: readonly Tick[];
  readonly lives: readonly Life[];
  readonly requests: readonly JournalEntry[];
}

export interface Run {
  /** The browser's version. */
  readonly browser: string;
  /** From when to when the tabs were hidden. */
  readonly from: number;
  readonly to: number;
  readonly tabs: readonly Watched[];
  /** How many access tokens the authorization server gave. */
  readonly refreshes: number;
}

const LEAST_MS = 5 * 60_000;
/** The film ends after ten minutes. */
const MOST_MS = 9 * 60_000;
const LOOK_MS = 5000;
const STARVED_SECONDS = 1;
/** How many times a timer must have waited for its minute. */
const MINUTES = 3;

/**
 * Plays three films behind another tab: by the kit with passes and with access tokens, and by the recipe without the kit. Chromium runs
 * as people start it, in a window, with every default: it throttles timers first to one a second and then to one a minute. `--mute-audio`
 * is a window without sound; an element that is `muted` would be paused when it is hidden, and nothing would be asked for at all.
 *
 * @param say Hears how far it is.
 */
export async function watchHiddenTabs(say: (progress: Progress) => void): Promise<Run> {
  const undo: (() => unknown)[] = [];
  try {
    const display = await startDisplay();
    undo.push(() => display.close());
    const stage = await startTabsStage();
    undo.push(() => stage.close());
    stage.backend.passSeconds = LIFE_SECONDS;
    await stage.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: LIFE_SECONDS });
    const chromium = await startRawChromium({ display: display.name });
    undo.push(() => chromium.close());
    const tabs: HiddenTab[] = [];
    for (const credential of ['passes', 'tokens', 'timer'] as const)
      tabs.push(await playInTab(chromium, stage, credential));
    await chromium.open('about:blank');
    await Promise.all(tabs.map((tab) => tab.hidden()));
    const from = Date.now();
    await Promise.all(tabs.map((tab) => tab.look()));
    for (let isLong = false; !isLong;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const looks = await Promise.all(tabs.map((tab) => tab.look()));
      const counts = await Promise.all(tabs.map(async (tab) => minutesOf(await tab.ticks(from))));
      const minutes = Math.min(...counts);
      const passedMs = Date.now() - from;
      const films = looks.map(({ time }) => Math.round(time));
      say({ seconds: Math.round(passedMs / 1000), films, minutes });
      isLong = passedMs > MOST_MS || (passedMs > LEAST_MS && minutes >= MINUTES);
    }
    const to = Date.now();
    const { entries } = await stage.sandbox.journal();
    const isRefresh = ({ path, method, atMs }: JournalEntry): boolean =>
      path === '/token' && method === 'POST' && atMs >= from;
    return {
      browser: await chromium.version(),
      ...{ from, to, refreshes: entries.filter(isRefresh).length },
      tabs: await Promise.all(
        tabs.map(async ({ credential, looks, ...tab }) => ({
          ...{ credential, looks, stalls: stallsOf(looks, from) },
          ticks: await tab.ticks(from),
          lives: await tab.lives(),
          requests: await tab.requests(from),
        })),
      ),
    };
  } finally {
    for (const stop of undo.reverse()) await stop();
  }
}

const stallsOf = (looks: readonly Look[], from: number): readonly number[] =>
  (looks.at(-1)?.waits ?? [])
    .filter(({ at, ahead }) => at >= from && ahead < STARVED_SECONDS)
    .map(({ at }) => at);

const minutesOf = (ticks: readonly Tick[]): number =>
  ticks.filter(({ afterMs }) => afterMs >= MINUTE_MS).length;
