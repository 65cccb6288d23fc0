import type { JournalEntry } from '@playgate/sandbox';
import type { TabFilm } from '../site/tabs.ts';
import type { RawChromium, RawTab } from '../stage/raw-chromium.ts';
import type { TabsStage } from '../stage/tabs-stage.ts';

type Credential = TabFilm['credential'];

/** What one look at a tab shows. */
export interface Look {
  readonly at: number;
  /** Of the film, in seconds. */
  readonly time: number;
  readonly visibility: DocumentVisibilityState;
  /** When the picture stopped, and how many seconds of film were at hand. */
  readonly waits: readonly Wait[];
  readonly errors: number;
}

/** A tab that plays out of sight, and what became of it. */
export interface HiddenTab {
  readonly credential: Credential;
  readonly looks: readonly Look[];
  look(): Promise<Look>;
  /** Resolves when it is out of sight. */
  hidden(): Promise<void>;
  /** How long each timer of half a second took since then. */
  ticks(since: number): Promise<readonly Tick[]>;
  /** From when to when each credential lives that came. */
  lives(): Promise<readonly Life[]>;
  /** Its requests for media since then. */
  requests(since: number): Promise<readonly JournalEntry[]>;
}

export interface Wait {
  readonly at: number;
  readonly ahead: number;
}

export interface Tick {
  readonly at: number;
  readonly afterMs: number;
}

export interface Life {
  readonly from: number;
  readonly to: number;
}

const TICK_MS = 500;
const POLL_MS = 100;

/** Each has films of its own, by which the journal tells them apart. */
const ASSETS: Readonly<Record<Credential, string>> = {
  passes: 'bearer/long-film',
  tokens: 'long-film',
  timer: 'header/long-film',
};

/** Opens a tab, signs in if need be, and plays. */
export async function playInTab(
  chromium: RawChromium,
  stage: TabsStage,
  credential: Credential,
): Promise<HiddenTab> {
  const tab = await chromium.open(`${stage.app}/tabs.html`);
  await until(() => tab.run(() => 'tab' in window));
  if (credential === 'tokens') await signIn(tab);
  const asset = ASSETS[credential];
  const src = credential === 'tokens' ? stage.tokenFilm(asset) : stage.film(asset);
  await tab.run((film) => window.tab.play(film), { credential, asset, src, muted: false });
  await until(() => tab.run(() => window.tab.report().frames > 12));
  await tab.run((everyMs) => window.tab.countTicks(everyMs), TICK_MS);
  const looks: Look[] = [];
  return {
    ...{ credential, looks },
    async look() {
      const seen = await tab.run(() => window.tab.report());
      looks.push(seen);
      return seen;
    },
    hidden: () => until(async () => (await tab.run(() => document.visibilityState)) === 'hidden'),
    ticks: async (since) =>
      (await tab.run(() => window.tab.ticks)).filter(({ at, afterMs }) => at - afterMs > since),
    lives: () => tab.run(() => window.tab.lives),
    async requests(since) {
      const { pathname } = new URL('.', src);
      return (await stage.media(since)).filter(({ path }) => path.startsWith(pathname));
    },
  };
}

async function signIn(tab: RawTab): Promise<void> {
  await tab.run(() => window.tab.oauth.signIn.redirect());
  // Each page of the authorization server has one of these; clicking leads back to the application at last.
  await until(() =>
    tab.run(() => {
      document.querySelector<HTMLElement>('[value=ada], [value=yes]')?.click();
      return 'tab' in window && window.tab.oauth.session.get().status === 'signed-in';
    }),
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`A tab is not as wanted: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
