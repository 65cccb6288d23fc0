import type { Browser, Page } from '@playwright/test';
import type { AbrEngine, AbrReport, AbrStart } from '../site/abr.ts';
import type { OwnedStage } from '../stage/start-stage.ts';
import { shape } from './shaping.ts';

/** How many players of each set-up. */
export const RUNS = 5;
/** How long each is watched, in seconds: to the end of all steps and a little of the last. */
export const WATCH_SECONDS = 50;
/** Passes so short that a dozen are used up, in milliseconds. */
export const LIFETIME_MS = 3000;
/** How many players play at once: two cores are busy with them, not too busy. */
const AT_ONCE = 8;
/** Engines join so many segments before the newest. */
const JOINED_BEHIND = 2;
const LOOK_MS = 50;

/** `plain`: without Playgate, with a header that never changes. `refused`: as the kit, but every pass is used until it is refused. */
export const SETS = ['plain', 'kit', 'refused'] as const;
export type Set = (typeof SETS)[number];

/** What is played by which engine. */
export interface Case {
  readonly engine: AbrEngine;
  readonly film: 'long-film' | 'live-show';
}

export type Reports = Readonly<Record<Set, readonly AbrReport[]>>;

/** Plays one film without the kit, with it, and with passes that are refused, side by side. */
export async function play(
  browser: Browser,
  stage: OwnedStage,
  { engine, film }: Case,
  runs: number = RUNS,
): Promise<Reports> {
  const asset = `bearer/${film}`;
  const src = stage.master(asset);
  const order = Array.from({ length: runs }, () => SETS).flat();
  const reports: Record<Set, AbrReport[]> = { plain: [], kit: [], refused: [] };
  for (let n = 0; n < order.length; n += AT_ONCE) {
    await stage.reset();
    stage.backend.lifetimeMs = LIFETIME_MS;
    const authorization = `Bearer ${await stage.credential(asset)}`;
    const starts: Readonly<Record<Set, AbrStart>> = {
      plain: { engine, src, authorization },
      kit: { engine, src, asset },
      refused: { engine, src, asset, renewAhead: false },
    };
    const sets = order.slice(n, n + AT_ONCE);
    const pages = await Promise.all(sets.map(() => open(browser, stage)));
    const first = await nextSegment(src, authorization);
    for (const fault of shape(first)) await stage.fault(fault);
    const watched = pages.map((page, i) => watch(page, starts[sets[i] ?? 'plain']));
    for (const [i, report] of (await Promise.all(watched)).entries())
      reports[sets[i] ?? 'plain'].push(report);
  }
  return reports;
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

/** Where a film begins: 0, or for one that is live the segment that engines join at, in the moment in which there is a new one. */
async function nextSegment(src: string, authorization: string): Promise<number> {
  const [before] = await segments(src, authorization);
  for (;;) {
    const [first = 0, ...others] = await segments(src, authorization);
    if (first === 0) return 0;
    if (first !== before) return (others.at(-1) ?? first) - JOINED_BEHIND;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function segments(src: string, authorization: string): Promise<readonly number[]> {
  const answer = await fetch(new URL('360p/index.m3u8', src), { headers: { authorization } });
  return Array.from((await answer.text()).matchAll(/^(\d+)\.ts/gm), ([, n]) => Number(n));
}
