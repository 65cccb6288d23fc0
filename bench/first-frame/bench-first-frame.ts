import type { Browser } from 'playwright';
import type { Ratio } from '../ratio.ts';
import type { Viewing } from './page.ts';
import { ROUND_TRIP_MS, startStage } from './start-stage.ts';
import type { Stage } from './start-stage.ts';

const ROUNDS = 15;
const PLACES = ['same', 'cross'] as const;
const KINDS = ['open', 'protected', 'primed'] as const;

interface Observation {
  readonly ms: number;
  readonly requests: number;
  readonly preflights: number;
}

/** What protection adds to the time to the first frame, in round trips. */
export async function benchFirstFrame(browser: Browser): Promise<readonly Ratio[]> {
  const stage = await startStage({ page: './first-frame/page.ts', lifetimeMs: 3_600_000 });
  try {
    const ratios: Ratio[] = [];
    for (const place of PLACES) ratios.push(...(await compare(browser, stage, place)));
    return ratios;
  } finally {
    await stage.close();
  }
}

async function compare(
  browser: Browser,
  stage: Stage,
  place: (typeof PLACES)[number],
): Promise<readonly Ratio[]> {
  const all: Record<(typeof KINDS)[number], Observation[]> = {
    open: [],
    protected: [],
    primed: [],
  };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of KINDS)
      all[kind].push(await watch(browser, stage, await viewing(stage, place, kind)));
  const open = best(all.open);
  return [
    // One request for the pass; on another origin each of the serial requests may cost a preflight more, which browsers ask, not the kit.
    ratio(`${place} origin`, open, best(all.protected), place === 'same' ? 1 : undefined),
    ratio(
      `${place} origin, pass in the page`,
      open,
      best(all.primed),
      place === 'same' ? 0.5 : undefined,
    ),
  ];
}

function ratio(name: string, open: Observation, closed: Observation, bar?: number): Ratio {
  return {
    name,
    value: Math.max(0, closed.ms - open.ms) / ROUND_TRIP_MS,
    ...(bar !== undefined && { bar }),
    note: `${closed.ms.toFixed(0)} ms of ${open.ms.toFixed(0)} ms; ${closed.requests} media requests, ${closed.preflights} preflights (open: ${open.requests}, ${open.preflights})`,
  };
}

/** The least disturbed one: whatever else the machine does only makes it slower. */
function best(observations: readonly Observation[]): Observation {
  return observations.reduce((least, one) => (one.ms < least.ms ? one : least));
}

async function viewing(
  stage: Stage,
  place: (typeof PLACES)[number],
  kind: (typeof KINDS)[number],
): Promise<Viewing> {
  if (kind === 'open') return { src: `${stage.film(place, 'open')}master.m3u8` };
  const src = `${stage.film(place, 'bearer')}master.m3u8`;
  return { src, asset: 'launch-film', ...(kind === 'primed' && { pass: await passOf(stage) }) };
}

async function passOf({ app }: Stage): Promise<unknown> {
  const response = await fetch(`${app}/api/pass`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-playgate': '1',
      origin: app,
    },
    body: JSON.stringify({ version: 1, asset: 'launch-film' }),
  });
  return await response.json();
}

/** In a browser that has seen nothing yet. */
async function watch(browser: Browser, stage: Stage, viewing: Viewing): Promise<Observation> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(stage.app);
    await page.waitForFunction('"timeFirstFrame" in globalThis');
    await stage.sandbox.clearJournal();
    const ms = await page.evaluate<number>(`timeFirstFrame(${JSON.stringify(viewing)})`);
    const { entries } = await stage.sandbox.journal();
    const media = entries.filter(({ listener }) => listener === 'origin');
    const preflights = media.filter(({ method }) => method === 'OPTIONS').length;
    return { ms, requests: media.length - preflights, preflights };
  } finally {
    await context.close();
  }
}
