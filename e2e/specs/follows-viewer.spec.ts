import type { Page } from '@playwright/test';
import type { Seen } from '../site/playlist.ts';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { soon } from './soon.ts';

const FILM = 'bearer/launch-film';
const OTHER = 'query/long-film';

const see = (page: Page, id = 'one'): Promise<Seen> =>
  page.evaluate((of) => window.playlist.see(of), id);
const asksOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => window.playlist.asks);

async function open(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.app}/playlist.html`);
  await page.waitForFunction(() => 'playlist' in window);
}

async function play(page: Page, stage: Stage, id = 'one', asset = FILM): Promise<void> {
  const src = stage.master(asset);
  await page.evaluate((film) => window.playlist.play(...film), [id, asset, src] as const);
}

/** Waits until new pictures are decoded. */
async function seePicture(page: Page, id = 'one'): Promise<void> {
  const { frames } = await see(page, id);
  await soon(async () => (await see(page, id)).frames, { timeout: 40_000 }).toBeGreaterThan(
    // Of another film they are counted anew.
    frames > 200 ? 12 : frames + 12,
  );
}

/** Nothing went out without a pass, or with one that was over or for another film, and the viewer saw no error. */
async function expectUnharmed(page: Page, stage: Stage, since: number): Promise<void> {
  const verdicts = (await stage.media(since)).map(({ verdict }) => verdict);
  expect(new Set(verdicts)).toEqual(new Set(['ok']));
  const { errors, phase } = await see(page);
  expect({ errors, phase }).toEqual({ errors: 0, phase: 'authorized' });
}

test('T15: paused for longer than three passes last, it goes on elsewhere with one that is good', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 4000;
  await open(page, stage);
  await play(page, stage);
  await seePicture(page);
  await page.evaluate(() => window.playlist.pause('one'));
  const over = Date.now() + 3 * stage.backend.lifetimeMs;
  await soon(() => Date.now()).toBeGreaterThan(over);
  const since = await stage.mark();
  await page.evaluate(() => window.playlist.resume('one', 90));
  await soon(async () => (await see(page)).time, { timeout: 40_000 }).toBeGreaterThan(91);
  await expectUnharmed(page, stage, since);
});

test('two players of one film share the pass of their client', async ({ page, stage }) => {
  await open(page, stage);
  await play(page, stage, 'one');
  await play(page, stage, 'two');
  await seePicture(page, 'one');
  await seePicture(page, 'two');
  expect(await asksOf(page)).toEqual([FILM]);
});

for (const isAhead of [true, false])
  test(
    isAhead
      ? 'the next film of a playlist begins with the pass that was fetched ahead'
      : 'control: without, it asks when it begins',
    async ({ page, stage }) => {
      await open(page, stage);
      await play(page, stage);
      await seePicture(page);
      if (isAhead) await page.evaluate((next) => window.playlist.prefetch(next), OTHER);
      // What is still on its way would be held, too.
      await soon(() => page.evaluate(() => window.playlist.answers)).toEqual(
        isAhead ? [FILM, OTHER] : [FILM],
      );
      await page.evaluate(() => window.playlist.hold());
      const since = await stage.mark();
      // The first film may ask for more until the other takes its place.
      const ofOther = async () =>
        (await stage.media(since)).filter(({ path }) => path.startsWith(`/${OTHER}/`));
      await play(page, stage, 'one', OTHER);
      if (!isAhead) {
        await soon(() => asksOf(page)).toEqual([FILM, OTHER]);
        expect(await ofOther()).toEqual([]);
        await page.evaluate(() => window.playlist.letGo());
      }
      await soon(async () => (await ofOther()).length, { timeout: 40_000 }).toBeGreaterThan(3);
      await expectUnharmed(page, stage, since);
      expect(await asksOf(page)).toEqual([FILM, OTHER]);
    },
  );

test('another film while a renewal is on its way: each request carries the pass of its own', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 4000;
  await open(page, stage);
  await play(page, stage);
  await seePicture(page);
  const before = (await asksOf(page)).length;
  await page.evaluate(() => window.playlist.hold());
  await soon(async () => (await asksOf(page)).length).toBeGreaterThan(before);
  const since = await stage.mark();
  await play(page, stage, 'one', OTHER);
  await soon(() => asksOf(page)).toContain(OTHER);
  await page.evaluate(() => window.playlist.letGo());
  await soon(
    async () => (await stage.media(since)).filter(({ path }) => path.startsWith('/query/')).length,
    {
      timeout: 40_000,
    },
  ).toBeGreaterThan(3);
  await expectUnharmed(page, stage, since);
});

test('in picture in picture it goes on renewing', async ({ page, stage }) => {
  stage.backend.lifetimeMs = 4000;
  await open(page, stage);
  test.skip(
    !(await page.evaluate(() => document.pictureInPictureEnabled)),
    'This browser has no picture in picture without a screen.',
  );
  await play(page, stage);
  await seePicture(page);
  await page.getByRole('button', { name: 'Picture in picture' }).click();
  await soon(() => page.evaluate(() => window.playlist.isFloating())).toBe(true);
  const since = await stage.mark();
  const { time } = await see(page);
  const asks = (await asksOf(page)).length;
  await soon(async () => (await see(page)).time, { timeout: 40_000 }).toBeGreaterThan(time + 4);
  expect((await asksOf(page)).length).toBeGreaterThan(asks);
  await page.evaluate(() => window.playlist.resume('one', 90));
  await soon(async () => (await stage.media(since)).length).toBeGreaterThan(2);
  await expectUnharmed(page, stage, since);
});
