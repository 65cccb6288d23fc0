import type { Page } from '@playwright/test';
import { watchHeld } from '../site/count-held.ts';
import type { Held } from '../site/count-held.ts';
import type { Manner } from '../site/mounts.tsx';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { heapOf, objectsOf } from './live-objects.ts';
import { soon } from './soon.ts';

/** How many players come and go; a fifth as many films are changed. `npm run e2e:mounts` plays 1,000. */
const MOUNTS = Number(process.env['PLAYGATE_MOUNTS'] ?? 100);
const CHANGES = MOUNTS / 5;
/** After so many everything is there that is loaded once. */
const [WARM, WARM_FILMS] = [12, 4];
/** As many films are enough for a control. */
const CONTROL_FILMS = 20;
/** What one film may have more of than another: requests, say, and workers of an engine that Chromium is about to end. */
const FEW = 8;
const VIDEO_JS = 'video.js ';
/** Of these listeners video.js leaves one for each film, until its player goes. They hold nothing of the film. */
const LEFT_BY_VIDEO_JS = [`${VIDEO_JS}dispose`, `${VIDEO_JS}timeupdate`];
/** What a player has as long as it is there, now more of and now less: the listeners and the timers of its controls and its engine. */
const IS_OF_PLAYER = /^(video\.js |setTimeout$|requestAnimationFrame$)/;
const TIMEOUT_MS = 30_000;
/** How much more a page's script may keep after any number of players, in bytes: compiled code, for one. A player is more than 100 kB. */
const HEAP = 3e6;

async function open(page: Page, stage: Stage): Promise<void> {
  await page.addInitScript(watchHeld);
  await page.goto(`${stage.app}/mounts.html?origin=${encodeURIComponent(stage.origin)}`);
  await page.waitForFunction(() => 'mounts' in window);
}

const comeAndGo = (page: Page, count: number, manner: Manner = {}): Promise<void> =>
  page.evaluate(([times, how]) => window.mounts.comeAndGo(times, how), [count, manner] as const);

const change = (page: Page, count: number, manner: Manner = {}): Promise<void> =>
  page.evaluate(([times, how]) => window.mounts.change(times, how), [count, manner] as const);

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
function more(before: Held, after: Held, allowed: (name: string) => number = () => 0): Held {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([name, grown]) => grown > allowed(name)),
  );
}

/** Looks until nothing is left: the engine keeps its last players for a moment, and the timers of its requests have to run out. */
async function expectNothing(left: () => Promise<Held>): Promise<void> {
  await soon(left, { timeout: TIMEOUT_MS }).toEqual({});
}

/** As a person reads it. */
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

for (const isBare of [false, true])
  test(
    isBare
      ? `for comparison, ${MOUNTS} players of video.js alone`
      : `M13: ${MOUNTS} players come and go, and leave no listener, timer, hook or source handler`,
    { tag: isBare ? ['@long'] : [] },
    async ({ page, stage }) => {
      test.setTimeout(60_000 + MOUNTS * 1000);
      await open(page, stage);
      await comeAndGo(page, WARM, { isBare });
      const [before, heap] = [await take(page), await heapOf(page)];
      await comeAndGo(page, MOUNTS, { isBare });
      await expectNothing(async () => {
        const { held, objects } = await take(page);
        return { ...more(before.held, held), ...more(before.objects, objects, () => FEW) };
      });
      const after = await heapOf(page);
      console.log(
        `${MOUNTS} mounts${isBare ? ', bare' : ''}: heap ${megabytes(heap)}, then ${megabytes(after)}`,
      );
      expect(after - heap).toBeLessThan(HEAP);
    },
  );

test('control of M13: a listener, a timer, a hook, a player and memory that are left behind are found', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  await comeAndGo(page, 1);
  for (const [mistake, kind] of [
    ['listener', 'document visibilitychange'],
    ['timer', 'setInterval'],
    ['hook', 'request hooks'],
    ['player', 'players'],
  ] as const) {
    const before = await take(page);
    await comeAndGo(page, 3, { mistake });
    expect(more(before.held, (await take(page)).held)[kind]).toBeGreaterThanOrEqual(3);
  }
  const heap = await heapOf(page);
  await comeAndGo(page, 3, { mistake: 'memory' });
  expect((await heapOf(page)) - heap).toBeGreaterThan(HEAP);
});

/**
 * Changes the films of one player.
 *
 * @returns Looks of what there is more than when the player had played a few of them.
 */
async function playFilms(page: Page, count: number, manner: Manner): Promise<() => Promise<Held>> {
  const allowed = (name: string): number => {
    if (LEFT_BY_VIDEO_JS.includes(name)) return count + FEW;
    return IS_OF_PLAYER.test(name) ? FEW : 0;
  };
  await change(page, WARM_FILMS, { isBare: manner.isBare ?? false });
  // Of these films nothing may be there that goes later, and leaves room for what stays.
  await soon(async () => (await objectsOf(page))['XMLHttpRequest'], {
    timeout: TIMEOUT_MS,
  }).toBeLessThanOrEqual(FEW);
  const before = await take(page);
  await change(page, count, manner);
  return async () => {
    const { held, objects } = await take(page);
    return {
      ...more(before.held, held, allowed),
      ...more(before.objects, objects, () => FEW),
    };
  };
}

test(
  `M13: ${CHANGES} films in one player leave nothing but what video.js leaves, and nothing once it goes`,
  { tag: '@long' },
  async ({ page, stage }) => {
    test.setTimeout(120_000 + CHANGES * 3000);
    await open(page, stage);
    await comeAndGo(page, WARM);
    const [before, heap] = [await take(page), await heapOf(page)];
    await expectNothing(await playFilms(page, CHANGES, {}));
    console.log(`${CHANGES} films: heap ${megabytes(heap)}, then ${megabytes(await heapOf(page))}`);
    await page.evaluate(() => window.mounts.clear());
    await expectNothing(async () => more(before.held, (await take(page)).held));
  },
);

for (const [mistake, kind] of [
  ['listener', 'document visibilitychange'],
  ['request', 'XMLHttpRequest'],
] as const)
  test(
    `control of M13: a ${mistake} that each film leaves behind is found`,
    { tag: '@long' },
    async ({ page, stage }) => {
      await open(page, stage);
      await comeAndGo(page, WARM);
      const left = await playFilms(page, CONTROL_FILMS, { mistake });
      await soon(async () => Object.keys(await left()), { timeout: TIMEOUT_MS }).toEqual([kind]);
    },
  );

for (const isBare of [false, true])
  test(
    `control of M13: the engines that video.js keeps are found, ${isBare ? 'alone' : 'with the kit'}`,
    { tag: '@long' },
    async ({ page, stage }) => {
      await open(page, stage);
      await comeAndGo(page, WARM, { isBare });
      const heap = await heapOf(page);
      const left = await playFilms(page, CONTROL_FILMS, { isBare, keepsEngines: true });
      await soon(async () => Object.keys(await left()), { timeout: TIMEOUT_MS }).toEqual([
        `${VIDEO_JS}bandwidthupdate`,
        `${VIDEO_JS}keystatuschange`,
        'MediaSource',
        'Worker',
        'XMLHttpRequest',
      ]);
      console.log(
        `${CONTROL_FILMS} engines kept${isBare ? ', bare' : ''}: ${JSON.stringify(await left())}, heap ${megabytes(heap)}, then ${megabytes(await heapOf(page))}`,
      );
    },
  );
