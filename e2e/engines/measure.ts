import type { Browser, Page } from '@playwright/test';
import type { JournalEntry } from '@playgate/sandbox';
import type { EngineName, EngineReport, EngineStart } from '../site/engines.ts';
import type { OwnedStage } from '../stage/start-stage.ts';

/** Passes of 3 seconds, 60 seconds watched. */
export const LIFETIME_MS = 3000;
export const WATCH_SECONDS = 60;
/** How long refused requests are counted, in milliseconds. */
export const COUNTED_MS = 30_000;
/** The engines keep a short buffer, so that media is asked for to the end. */
const BUFFER_SECONDS = 8;
/** Longer than all of it takes where nothing stalls: a minute more. */
const PATIENCE_MS = 2 * WATCH_SECONDS * 1000;

/** One engine, and what it plays with the kit and beside it without. */
export interface Pair {
  readonly engine: EngineName;
  readonly file: 'master.m3u8' | 'manifest.mpd';
}

export const PAIRS: readonly Pair[] = [
  { engine: 'videojs', file: 'master.m3u8' },
  { engine: 'hlsjs', file: 'master.m3u8' },
  { engine: 'shaka', file: 'manifest.mpd' },
  { engine: 'dashjs', file: 'manifest.mpd' },
];

/** The same film of ten minutes, each by a header of its own, which tells them apart. */
const ASSETS = { kit: 'bearer/long-film', plain: 'header/long-film' } as const;
export type Set = keyof typeof ASSETS;
const SETS: readonly Set[] = ['kit', 'plain'];

/** What came of one player. */
export interface Figures {
  readonly firstFrameMs: number;
  readonly stalls: number;
  readonly stalledMs: number;
  /** Errors that the application heard of while it played. */
  readonly errors: number;
  /** How many passes, or credentials of the plain set-up, media was accepted with. */
  readonly passes: number;
  readonly refusedPlaying: number;
  /** After media was refused for good. */
  readonly refused: number;
  /** When each of them was, in milliseconds since the first. */
  readonly refusedAtMs: readonly number[];
  /** How many of those came before anything could be learnt from one. */
  readonly wave: number;
  /** From the first of them to the named state; absent if there was none. */
  readonly endedMs: number | undefined;
  /** What names the end; absent if nothing did. */
  readonly named: string | undefined;
}

/** What hls.js says with and without a kit: of this film's first sound, and of loads that it drops after a fatal error. */
const ITS_OWN = ['bufferAppendNoProgress', 'aborted'];

/** Plays one engine with the kit and without, side by side in one page, and then refuses both for good. */
export async function measure(
  browser: Browser,
  stage: OwnedStage,
  { engine, file }: Pair,
): Promise<Readonly<Record<Set, Figures>>> {
  await stage.reset();
  stage.backend.lifetimeMs = LIFETIME_MS;
  const page = await browser.newPage();
  await page.goto(`${stage.app}/engines.html`);
  await page.waitForFunction(() => 'engines' in window);
  for (const set of SETS) {
    const asset = ASSETS[set];
    const start: EngineStart = {
      ...{ id: set, engine, asset, set, lifetimeMs: LIFETIME_MS, buffer: BUFFER_SECONDS },
      src: `${stage.origin}/${asset}/${file}`,
    };
    await page.evaluate((options) => window.engines.start(options), start);
  }
  await Promise.all(SETS.map((set) => reaches(page, set, WATCH_SECONDS)));
  const played = await both((set) => report(page, set));
  const until = (await stage.mark()) + 1;
  await stage.fault({ where: { kind: 'segment' }, do: { action: 'refuse', status: 403 } });
  await Promise.all(SETS.map((set) => refusedFor(page, stage, ASSETS[set])));
  const ended = await both((set) => report(page, set));
  const media = await stage.media();
  await page.close();
  return both(async (set) => {
    const ours = media.filter(({ path }) => path.startsWith(`/${ASSETS[set]}/`));
    return figures(played[set], ended[set], ours, until);
  });
}

function figures(
  played: EngineReport,
  ended: EngineReport,
  media: readonly JournalEntry[],
  until: number,
): Figures {
  const accepted = media.filter(({ verdict, status }) => verdict === 'ok' && status < 300);
  const refused = media.filter(({ n, status }) => n >= until && status === 403);
  const refusals = ended.events.filter(({ type }) => type === 'request-refused');
  const first = refusals.at(-refused.length);
  const stopped = ended.events.find(({ type }) => type === 'stopped');
  const said = errorsOf(ended).slice(errorsOf(played).length);
  return {
    firstFrameMs: played.firstFrameMs ?? NaN,
    stalls: played.stalls,
    stalledMs: played.stalledMs,
    errors: errorsOf(played).length,
    passes: new Set(accepted.map(({ generation }) => generation)).size,
    refusedPlaying: media.filter(({ n, status }) => n < until && status >= 400).length,
    refused: refused.length,
    refusedAtMs: refused.map(({ atMs }) => atMs - (refused[0]?.atMs ?? atMs)),
    wave: refused.filter(({ generation }) => generation === refused[0]?.generation).length,
    endedMs: first && stopped ? stopped.at - first.at : undefined,
    named: ended.code ?? said.at(0),
  };
}

function errorsOf({ errors }: EngineReport): readonly string[] {
  return errors.map(({ reason }) => reason).filter((reason) => !ITS_OWN.includes(reason));
}

const report = (page: Page, set: Set): Promise<EngineReport> =>
  page.evaluate((id) => window.engines.report(id), set);

async function both<T>(of: (set: Set) => Promise<T>): Promise<Readonly<Record<Set, T>>> {
  return { kit: await of('kit'), plain: await of('plain') };
}

/** Resolves when the film is there, or when it does not get there. */
async function reaches(page: Page, set: Set, seconds: number): Promise<void> {
  const arrives = page.waitForFunction(
    ([id, to]) => window.engines.report(id).time >= to,
    [set, seconds] as const,
    { timeout: PATIENCE_MS, polling: 500 },
  );
  await arrives.catch((error: Error) => {
    if (error.name !== 'TimeoutError') throw error;
  });
}

/** Waits until an asset's first refused request lies so far back; there is no event to wait for where nothing more is said. */
async function refusedFor(page: Page, stage: OwnedStage, asset: string): Promise<void> {
  for (;;) {
    const media = await stage.media();
    const first = media.find(({ path, status }) => path.startsWith(`/${asset}/`) && status === 403);
    const left = first === undefined ? 1000 : first.atMs + COUNTED_MS - Date.now();
    if (left <= 0) return;
    await page.waitForTimeout(Math.min(left, 1000));
  }
}
