import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemo } from '../stage/start-demo.ts';
import type { Demo } from '../stage/start-demo.ts';

const test = base.extend<{ atHome: Page }, { demo: Demo }>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo('--pass-seconds', '4');
      await use(demo);
      expect(await demo.close()).toBe(0);
    },
    { scope: 'worker' },
  ],
  /** The demo, with Ada signed in. */
  atHome: async ({ page, demo }, use) => {
    await page.goto(demo.url);
    await page.getByRole('button', { name: 'Sign in as Ada' }).first().click();
    await expect(page.getByText('Signed in as Ada')).toBeVisible();
    await use(page);
  },
});

// One demo at a time: its fault switches are for all of its pages.
test.describe.configure({ mode: 'default' });

/** Waits for decoded pictures of the first video of a page or frame. */
async function seen(where: Pick<Page, 'locator'>, seconds: number): Promise<void> {
  const video = where.locator('video').first();
  await expect
    .poll(
      () =>
        video.evaluate((element) =>
          element instanceof HTMLVideoElement &&
          element.getVideoPlaybackQuality().totalVideoFrames > 12
            ? element.currentTime
            : 0,
        ),
      { timeout: 30_000 },
    )
    .toBeGreaterThan(seconds);
}

async function watch(page: Page, film: string): Promise<void> {
  await page.getByRole('link', { name: film }).click();
  await expect(page.getByRole('heading', { level: 1, name: film })).toBeVisible();
}

async function pressPlay(page: Page): Promise<void> {
  await page.locator('.video-js button.vjs-big-play-button').click();
}

for (const film of ['Launch film', 'Live show', 'Public film'])
  test(`the demo plays: ${film}`, async ({ atHome: page }) => {
    await watch(page, film);
    await pressPlay(page);
    await seen(page, 4);
    const panel = page.getByRole('region', { name: 'Behind the picture' });
    await expect(
      panel.getByText('Interruptions', { exact: true }).locator('xpath=following-sibling::*[1]'),
    ).toHaveText('0');
  });

test('the demo: the members’ film opens through its gate', async ({ atHome: page }) => {
  await watch(page, 'Members’ film');
  await page.getByRole('button', { name: 'To the entrance' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: /Ada/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page
    .locator('.video-js video')
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.play() : undefined));
  await seen(page, 2);
});

test('the demo: the vendor’s embed is locked, asks, and plays', async ({ atHome: page }) => {
  await watch(page, 'Vendor’s player');
  const embed = page.frameLocator('iframe').first();
  await embed.getByRole('button').first().click();
  await embed.frameLocator('iframe').getByRole('button', { name: /Ada/ }).click();
  await expect(embed.locator('iframe')).toBeHidden();
  await embed
    .locator('video')
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.play() : undefined));
  await expect
    .poll(
      () =>
        embed
          .locator('video')
          .evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0)),
      { timeout: 30_000 },
    )
    .toBeGreaterThan(2);
});

test('the demo: a viewer without a ticket is told so', async ({ page, demo }) => {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Sign in as Grace' }).first().click();
  await expect(page.getByText('Signed in as Grace')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the demo: keys that are refused end in a dialog; mended, the film goes on', async ({
  atHome: page,
}) => {
  await pressPlay(page);
  await seen(page, 1);
  await page.getByRole('switch', { name: 'Refuse every key' }).click();
  await expect(page.getByRole('dialog')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Mend everything' }).click();
  const before = await page
    .locator('video')
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
  await page.getByRole('dialog').getByRole('button').first().click();
  await seen(page, before + 2);
});

test('without a bundler: both films of the script-tag page', async ({ page, demo }) => {
  await page.goto(`${demo.url}/`);
  await page.getByRole('button', { name: 'Sign in as Ada' }).first().click();
  await expect(page.getByText('Signed in as Ada')).toBeVisible();
  await page.goto(`${demo.url}/videojs/`);
  await expect(page.locator('.video-js').first()).toBeVisible();
  await page.locator('.video-js button.vjs-big-play-button').first().click();
  await seen(page, 2);
});
