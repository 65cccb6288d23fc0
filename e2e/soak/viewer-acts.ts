import type { Page } from '@playwright/test';
import type { Span } from '@playgate/soak/report';

/** How long acts last and how far apart they are, in milliseconds. */
const [PAUSED_MS, OFFLINE_MS] = [5000, 6000];
const [LEAST_GAP_MS, MORE_GAP_MS] = [8000, 12_000];
/** How far the viewer jumps at most, in seconds from the beginning: half of the film. */
const MOST_SECONDS = 300;

/** What a viewer does. */
export interface ViewerActs {
  /** What was done so far; times are those of this process, in milliseconds. */
  readonly done: readonly Span[];
  end(): Promise<void>;
}

/** Pauses, jumps and loses the network, at random, until it is ended. */
export function letAct(page: Page, id: string, random: () => number): ViewerActs {
  const done: Span[] = [];
  const ended = new AbortController();
  const wait = (ms: number): Promise<void> => page.waitForTimeout(ms);
  const play = (isPlaying: boolean): Promise<unknown> =>
    page.evaluate((on) => {
      const video = document.querySelector('video');
      return on ? video?.play() : video?.pause();
    }, isPlaying);
  const acts: Readonly<Record<string, () => Promise<void>>> = {
    async pause() {
      await play(false);
      await wait(PAUSED_MS);
      await play(true);
    },
    async seek() {
      const to = random() * MOST_SECONDS;
      await page.evaluate(([player, at]) => window.engines.seek(player, at), [id, to] as const);
    },
    async offline() {
      await page.context().setOffline(true);
      await wait(OFFLINE_MS);
      await page.context().setOffline(false);
    },
  };
  const acting = (async () => {
    while (!ended.signal.aborted) {
      await wait(LEAST_GAP_MS + MORE_GAP_MS * random());
      const [what, act] = Object.entries(acts)[Math.floor(random() * 3)] ?? [];
      if (what === undefined || act === undefined || ended.signal.aborted) return;
      const from = Date.now();
      await act();
      done.push({ from, to: Date.now(), what });
    }
  })();
  return {
    done,
    async end() {
      ended.abort();
      await acting;
    },
  };
}
