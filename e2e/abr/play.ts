import type { Browser, Page } from '@playwright/test';
import type { AbrReport, AbrStart } from '../site/abr.ts';
import type { OwnedStage } from '../stage/start-stage.ts';
import type { Case } from './cases.ts';
import { shape } from './shaping.ts';

/** How many players of what is judged; of what is shown beside it there are half as many. */
export const RUNS = 5;
/** How long each is watched, in seconds: to the end of all steps and a little of the last. */
export const WATCH_SECONDS = 50;
/** Passes so short that a dozen are used up, in milliseconds. */
export const LIFETIME_MS = 3000;
/** How long each request of the control waits for its pass, in milliseconds. */
export const MINT_MS = 500;
/** How many players play at once: two cores are busy with them, not too busy. */
const AT_ONCE = 8;

/**
 * `plain`: without Playgate, with a header that never changes. `refused`: as the kit, but every pass is used until it is refused. `inside`:
 * the control, a kit that lets requests wait where the engine measures them.
 */
export const SETS = ['plain', 'kit', 'refused', 'inside'] as const;
export type Set = (typeof SETS)[number];
const JUDGED: readonly Set[] = ['plain', 'kit'];

export type Reports = Readonly<Record<Set, readonly AbrReport[]>>;

/** Plays one film in all set-ups, side by side. */
export async function play(
  browser: Browser,
  stage: OwnedStage,
  { engine, film }: Case,
  runs: number = RUNS,
): Promise<Reports> {
  const { asset, file, size, begin } = film;
  const src = `${stage.origin}/${asset}/${file}`;
  const order = orderOf(runs);
  const reports: Record<Set, AbrReport[]> = { plain: [], kit: [], refused: [], inside: [] };
  for (let n = 0; n < order.length; n += AT_ONCE) {
    await stage.reset();
    stage.backend.lifetimeMs = LIFETIME_MS;
    const authorization = `Bearer ${await stage.credential(asset)}`;
    const starts: Readonly<Record<Set, AbrStart>> = {
      plain: { engine, src, authorization },
      kit: { engine, src, asset },
      refused: { engine, src, asset, renewAhead: false },
      inside: { engine, src, authorization, mintMs: MINT_MS },
    };
    const sets = order.slice(n, n + AT_ONCE);
    const pages = await Promise.all(sets.map(() => open(browser, stage)));
    const first = await begin({ stage, src, authorization });
    for (const fault of shape(first, size)) await stage.fault(fault);
    const watched = pages.map((page, i) => watch(page, starts[sets[i] ?? 'plain']));
    for (const [i, report] of (await Promise.all(watched)).entries())
      reports[sets[i] ?? 'plain'].push(report);
  }
  return reports;
}

/** Round by round, so that all set-ups meet the same machine. */
function orderOf(runs: number): readonly Set[] {
  const beside = Math.ceil(runs / 2);
  return Array.from({ length: runs }, (_, n) => (n < beside ? SETS : JUDGED)).flat();
}

async function watch(page: Page, how: AbrStart): Promise<AbrReport> {
  await page.evaluate((start) => window.abr.start(start), how);
  await page.waitForTimeout(WATCH_SECONDS * 1000);
  const report = await page.evaluate(() => window.abr.report());
  await page.context().close();
  return report;
}

/** In a context, and so with connections, of its own. */
async function open(browser: Browser, stage: OwnedStage): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${stage.app}/abr.html`);
  await page.waitForFunction(() => 'abr' in window);
  return page;
}
