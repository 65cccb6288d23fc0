import type { Page } from '@playwright/test';
import { watchHeld } from '../site/count-held.ts';
import type { Held } from '../site/count-held.ts';
import type { Mistake } from '../site/mounts.tsx';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { heapOf, objectsOf } from './live-objects.ts';
import { soon } from './soon.ts';

/** How many players come and go; a fifth as many films are changed. `npm run e2e:mounts` plays 1,000. */
const MOUNTS = Number(process.env['PLAYGATE_MOUNTS'] ?? 100);
const CHANGES = MOUNTS / 5;
/** After so many everything is there that is loaded once. */
const WARM = 12;

async function open(page: Page, stage: Stage): Promise<void> {
  await page.addInitScript(watchHeld);
  await page.goto(`${stage.app}/mounts.html?origin=${encodeURIComponent(stage.origin)}`);
  await page.waitForFunction(() => 'mounts' in window);
}

/** What a page holds, and which objects are alive in it. */
interface Picture {
  readonly held: Held;
  readonly objects: Held;
}

/** Garbage aside. */
async function take(page: Page): Promise<Picture> {
  const objects = await objectsOf(page);
  return { objects, held: await page.evaluate(() => window.mounts.held()) };
}

/** Of what there is more than before, by more than the allowance. */
function more(before: Held, after: Held, allowance = 0): Held {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, grown]) => grown > allowance),
  );
}

/**
 * Waits until nothing is left: the engine keeps its last players for a moment, and timers run out.
 *
 * @param timeouts How many may still run: video.js leaves those of aborted requests behind, alone as well as with the kit, for 45 s.
 */
async function expectNothingLeft(page: Page, before: Picture, timeouts = 0): Promise<void> {
  await soon(async () => {
    const { setTimeout: running = 0, ...left } = more(before.held, (await take(page)).held);
    return { ...left, ...(running > timeouts && { running }) };
  }).toEqual({});
}

test(`M13: ${MOUNTS} players come and go, and leave no listener, timer, hook or source handler`, async ({
  page,
  stage,
}) => {
  test.setTimeout(60_000 + MOUNTS * 1000);
  await open(page, stage);
  await page.evaluate((count) => window.mounts.comeAndGo(count), WARM);
  const [before, heap] = [await take(page), await heapOf(page)];
  await page.evaluate((count) => window.mounts.comeAndGo(count), MOUNTS);
  await expectNothingLeft(page, before);
  expect(more(before.objects, (await take(page)).objects, MOUNTS / 4)).toEqual({});
  console.log(`${MOUNTS} mounts: heap ${heap}, then ${await heapOf(page)}`);
});

test('control of M13: a listener, a timer, a hook and a player that are left behind are found', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  await page.evaluate(() => window.mounts.comeAndGo(1));
  for (const [mistake, kind] of [
    ['listener', 'document visibilitychange'],
    ['timer', 'setInterval'],
    ['hook', 'request hooks'],
    ['player', 'players'],
  ] as const) {
    const before = await take(page);
    await page.evaluate((wrong) => window.mounts.comeAndGo(3, wrong), mistake);
    expect(more(before.held, (await take(page)).held)[kind]).toBeGreaterThanOrEqual(3);
  }
});

/** Changes the films of one player, and says of what there is more than when it had a few of them. */
async function grownBy(page: Page, isBare: boolean, mistake?: Mistake): Promise<Picture> {
  const change = (count: number): Promise<void> =>
    page.evaluate(([times, bare, wrong]) => window.mounts.change(times, bare, wrong), [
      count,
      isBare,
      mistake,
    ] as const);
  await change(4);
  const before = await take(page);
  await change(CHANGES);
  const after = await take(page);
  return {
    held: more(before.held, after.held),
    objects: more(before.objects, after.objects),
  };
}

test(
  `${CHANGES} films in one player leave no more than they leave in video.js alone, and nothing once it goes`,
  { tag: '@long' },
  async ({ page, stage }) => {
    test.setTimeout(120_000 + CHANGES * 3000);
    await open(page, stage);
    const bare = await grownBy(page, true);
    await page.reload();
    await page.waitForFunction(() => 'mounts' in window);
    await page.evaluate((count) => window.mounts.comeAndGo(count), WARM);
    const before = await take(page);
    const kit = await grownBy(page, false);
    console.log(
      `${CHANGES} films: ${JSON.stringify(kit.objects)}, bare ${JSON.stringify(bare.objects)}`,
    );
    expect(more(bare.held, kit.held, CHANGES / 4)).toEqual({});
    expect(more(bare.objects, kit.objects, CHANGES / 4)).toEqual({});
    await page.evaluate(() => window.mounts.clear());
    await expectNothingLeft(page, before, CHANGES * 2);
  },
);

test(
  'control: a listener that each film leaves behind is found',
  { tag: '@long' },
  async ({ page, stage }) => {
    await open(page, stage);
    const { held } = await grownBy(page, false, 'listener');
    expect(held['document visibilitychange']).toBeGreaterThanOrEqual(CHANGES);
  },
);
