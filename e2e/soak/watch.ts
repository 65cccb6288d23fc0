import { chromium } from '@playwright/test';
import type { Browser, CDPSession } from '@playwright/test';
import { seededRandom } from '@playgate/sandbox/seeded-random';
import type { Span, Timeline } from '@playgate/soak/report';
import type { EngineReport } from '../site/engines.ts';
import { CHROMIUM } from '../stage/chromium.ts';
import { startStage } from '../stage/start-stage.ts';
import { letFail } from './failures.ts';
import { letAct } from './viewer-acts.ts';

/** How long passes last, in seconds. */
export const PASS_SECONDS = 15;
const ID = 'soak';
const ASSET = 'bearer/long-film';
const LOOK_MS = 1000;
/** Listeners are counted at one look in so many. */
const COUNT_EVERY = 10;
/** Seconds of buffer that the engine aims at. */
const BUFFER = 20;

/** What is there at one moment. */
interface Look {
  /** Seconds of the run. */
  readonly at: number;
  readonly buffered: number;
  readonly stalls: number;
  readonly errors: number;
}

/** What became of a run. */
export interface BrowserRun {
  readonly browser: string;
  readonly seed: number;
  readonly seconds: number;
  readonly requests: number;
  readonly expired: number;
  readonly bare: number;
  readonly passes: number;
  readonly refusals: number;
  /** What the application heard of. */
  readonly errors: readonly string[];
  readonly frames: number;
  /** Event listeners of the page, at the least in each third. */
  readonly listeners: readonly number[];
  readonly timeline: Omit<Timeline, 'title' | 'subtitle'>;
}

/** Plays for minutes in Chromium with video.js, while requests fail. */
export async function watch(seed: number, minutes: number): Promise<BrowserRun> {
  const stage = await startStage();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  });
  try {
    stage.backend.lifetimeMs = PASS_SECONDS * 1000;
    return await play(browser, stage, seed, minutes * 60);
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function play(
  browser: Browser,
  stage: Awaited<ReturnType<typeof startStage>>,
  seed: number,
  seconds: number,
): Promise<BrowserRun> {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await page.goto(`${stage.app}/engines.html`);
  await page.waitForFunction(() => 'engines' in window);
  const failures = await letFail(page, stage, seededRandom(seed), seededRandom(seed + 1));
  await page.evaluate((options) => window.engines.start(options), {
    ...({ id: ID, engine: 'videojs', asset: ASSET, set: 'kit', buffer: BUFFER } as const),
    ...{ src: stage.master(ASSET), lifetimeMs: PASS_SECONDS * 1000 },
  });
  const began = Date.now();
  const pageBegan = await page.evaluate(() => performance.now());
  const acts = letAct(page, ID, seededRandom(seed + 2));
  const report = (): Promise<EngineReport> => page.evaluate((id) => window.engines.report(id), ID);
  const looks: Look[] = [];
  const listeners: number[] = [];
  while (Date.now() - began < seconds * 1000) {
    const { buffered, stalls, errors } = await report();
    const at = (Date.now() - began) / 1000;
    looks.push({ at, buffered, stalls, errors: errors.length });
    if (looks.length % COUNT_EVERY === 0) listeners.push(await countListeners(devtools));
    await page.waitForTimeout(LOOK_MS);
  }
  const passed = (Date.now() - began) / 1000;
  const last = await report();
  await acts.end();
  await failures.end();
  const media = await stage.media();
  const toRun = (ms: number): number => (ms - began) / 1000;
  const received = last.events
    .filter(({ type }) => type === 'pass-received')
    .map(({ at }) => Math.max((at - pageBegan) / 1000, 0));
  const of = (verdict: string): number => media.filter((one) => one.verdict === verdict).length;
  return {
    ...{ browser: `Chromium ${browser.version()}`, seed, seconds: passed },
    ...{ requests: media.length, expired: of('expired'), bare: of('missing') },
    passes: received.length,
    refusals: last.events.filter(({ type }) => type === 'request-refused').length,
    errors: last.errors.map(({ reason }) => reason),
    frames: last.frames,
    listeners: leastOfThirds(listeners),
    timeline: {
      seconds: passed,
      buffer: looks.map(({ at, buffered }) => [at, buffered] as const),
      passes: received.map((from, i) => ({ from, to: received[i + 1] ?? passed, what: 'pass' })),
      mintFaults: failures.mint.map(({ at, what }) => ({ at: toRun(at), what })),
      mediaFaults: failures.media.map(({ at, what }) => ({ at: toRun(at), what })),
      acts: acts.done.map(({ from, to, what }) => ({ from: toRun(from), to: toRun(to), what })),
      stalls: stallsOf(looks),
    },
  };
}

/** Of requests that are over nobody listens any more, but they count until they are collected. */
async function countListeners(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? NaN;
}

/** A stall that began between two looks is drawn there. */
function stallsOf(looks: readonly Look[]): readonly Span[] {
  return looks.flatMap(({ at, stalls }, i) => {
    const before = looks[i - 1];
    const isNew = stalls > (before?.stalls ?? 0);
    return isNew ? [{ from: before?.at ?? 0, to: at, what: '' }] : [];
  });
}

function leastOfThirds(values: readonly number[]): readonly number[] {
  const size = Math.ceil(values.length / 3);
  return [0, 1, 2].map((i) => Math.min(...values.slice(i * size, (i + 1) * size)));
}
