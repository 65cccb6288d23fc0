import type { JournalPage } from '@playgate/sandbox';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { ROUND_TRIP, ROUND_TRIP_MS, startStage } from '../first-frame/start-stage.ts';
import type { Stage } from '../first-frame/start-stage.ts';
import type { Ratio } from '../ratio.ts';
import type { EngineViewing, Watched } from './page.ts';
import type { PlayerName } from './players.ts';

const ENGINES: Readonly<Record<PlayerName, string>> = {
  'video.js': 'master.m3u8',
  'hls.js': 'master.m3u8',
  Shaka: 'manifest.mpd',
  'dash.js': 'manifest.mpd',
};
const NAMES: readonly PlayerName[] = ['video.js', 'hls.js', 'Shaka', 'dash.js'];
const ROUNDS = 5;
const LIFETIME_MS = 3000;
const WATCHED_MS = 20_000;
const REFUSED_MS = 12_000;
/** How many of each play at once, so that there is a spread. */
const COPIES = 2;
/** How much more of the time a picture may stand with passes: 1 %. */
const MORE_STALLED = 0.01;

const HAS_BEGUN = 'bench.look()?.firstFrameMs !== undefined';

type Kind = 'open' | 'bearer';
type Pair<T> = Readonly<Record<Kind, T>>;

/** What passes of three seconds cost in each engine, beside the bare engine with an open film in the same run. */
export async function benchEngines(browser: Browser): Promise<readonly Ratio[]> {
  const stage = await startStage({ page: './engines/page.ts', lifetimeMs: LIFETIME_MS });
  try {
    const starts: Ratio[] = [];
    for (const engine of NAMES) starts.push(await compareStarts(browser, stage, engine));
    const lives: (readonly Ratio[])[] = [];
    for (const engine of NAMES) lives.push(await compareLives(browser, stage, engine));
    return [...starts, ...[0, 1].flatMap((i) => lives.flatMap((both) => both[i] ?? []))];
  } finally {
    await stage.close();
  }
}

/** The first frame: what a pass adds to it, in round trips. */
async function compareStarts(browser: Browser, stage: Stage, engine: PlayerName): Promise<Ratio> {
  const all: Pair<number[]> = { open: [], bearer: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of ['open', 'bearer'] as const) {
      const page = await open(browser, stage, viewing(stage, engine, kind));
      await page.waitForFunction(HAS_BEGUN);
      all[kind].push((await look(page)).firstFrameMs ?? NaN);
      await page.context().close();
    }
  const least = { open: Math.min(...all.open), bearer: Math.min(...all.bearer) };
  return {
    name: `${engine}: first frame, round trips more`,
    value: Math.max(0, least.bearer - least.open) / ROUND_TRIP_MS,
    bar: 1,
    note: `${range(all.bearer)} ms, open ${range(all.open)} ms`,
  };
}

/** Side by side: how long the picture stands, and how much is asked for when every segment is refused. */
async function compareLives(
  browser: Browser,
  stage: Stage,
  engine: PlayerName,
): Promise<readonly Ratio[]> {
  const pages = await both((kind) =>
    each(Array.from({ length: COPIES }), () => open(browser, stage, viewing(stage, engine, kind))),
  );
  const all = [...pages.open, ...pages.bearer];
  await each(all, (page) => page.waitForFunction(HAS_BEGUN));
  await pause(WATCHED_MS);
  const stood = await both((kind) =>
    each(pages[kind], async (page) => {
      const { stalledMs, watchedMs } = await look(page);
      return stalledMs / watchedMs;
    }),
  );
  const { entries } = await refuseSegments(stage);
  await each(all, (page) => page.context().close());
  const refused = await both(
    async (kind) =>
      entries.filter(({ path, status }) => path.startsWith(`/${kind}/`) && status === 403).length /
      COPIES,
  );
  return [
    {
      name: `${engine}: rebuffering, part of the time`,
      value: Math.max(...stood.bearer),
      bar: Math.max(...stood.open) + MORE_STALLED,
      note: `${range(stood.bearer.map(percent))} %, open ${range(stood.open.map(percent))} %`,
    },
    {
      name: `${engine}: refused requests, to bare`,
      value: refused.bearer / Math.max(refused.open, 1),
      bar: 1,
      note: `${refused.bearer} in ${REFUSED_MS / 1000} s, bare ${refused.open}`,
    },
  ];
}

/** Refuses every segment for a while. What the edge says comes before how far away it is: the first fault that fits counts. */
async function refuseSegments({ sandbox }: Stage): Promise<JournalPage> {
  await sandbox.clearFaults();
  await sandbox.addFault({ where: { kind: 'segment' }, do: { action: 'refuse', status: 403 } });
  for (const fault of ROUND_TRIP) await sandbox.addFault(fault);
  await sandbox.clearJournal();
  await pause(REFUSED_MS);
  const journal = await sandbox.journal();
  await sandbox.clearFaults();
  for (const fault of ROUND_TRIP) await sandbox.addFault(fault);
  return journal;
}

function viewing(stage: Stage, engine: PlayerName, kind: Kind): EngineViewing {
  const src = stage.film('same', kind) + ENGINES[engine];
  return { engine, src, ...(kind === 'bearer' && { asset: 'launch-film' }) };
}

async function open(browser: Browser, stage: Stage, what: EngineViewing): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(stage.app);
  await page.waitForFunction('"bench" in globalThis');
  await page.evaluate(`bench.watch(${JSON.stringify(what)})`);
  return page;
}

const look = (page: Page): Promise<Watched> => page.evaluate<Watched>('bench.look()');

async function both<T>(of: (kind: Kind) => Promise<T>): Promise<Pair<T>> {
  const [open, bearer] = await Promise.all([of('open'), of('bearer')]);
  return { open, bearer };
}

const each = <Item, T>(
  items: readonly Item[],
  of: (item: Item) => Promise<T>,
): Promise<readonly T[]> => Promise.all(items.map(of));

function range(values: readonly number[]): string {
  const ends = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(0));
  return [...new Set(ends)].join(' to ');
}

const percent = (part: number): number => part * 100;
