import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemo } from '../stage/start-demo.ts';
import type { Demo } from '../stage/start-demo.ts';
import { enter, filmTime, play, pressPlay, seen, skipBuffer, visit } from './demo-page.ts';

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
    await enter(page, demo.url, 'Ada');
    await use(page);
  },
});

// One demo at a time: its fault switches are for all of its pages.
test.describe.configure({ mode: 'default' });

for (const film of ['Launch film', 'Live show', 'Public film', 'Festival film', 'Rental film'])
  test(`the demo plays: ${film}`, async ({ atHome: page }) => {
    await visit(page, film);
    await pressPlay(page);
    await seen(page, 4);
    const panel = page.getByRole('region', { name: 'Behind the picture' });
    await expect(
      panel.getByText('Interruptions', { exact: true }).locator('xpath=following-sibling::*[1]'),
    ).toHaveText('0');
  });

test('the demo: the members’ film opens through its gate', async ({ atHome: page }) => {
  await visit(page, 'Members’ film');
  await page.getByRole('button', { name: 'To the entrance' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: /Ada/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await play(page);
  await seen(page, 2);
});

test('the demo: the vendor’s embed is locked, asks, and plays', async ({ atHome: page }) => {
  await visit(page, 'Vendor’s player');
  const embed = page.frameLocator('iframe').first();
  await embed.getByRole('button').first().click();
  await embed.frameLocator('iframe').getByRole('button', { name: /Ada/ }).click();
  await expect(embed.locator('iframe')).toBeHidden();
  await play(embed);
  await seen(embed, 2);
});

test('the demo: the one-time embed opens, and opens anew', async ({ atHome: page }) => {
  await visit(page, 'One-time embed');
  for (const passes of ['1', '2']) {
    const embed = page.frameLocator('iframe').first();
    await play(embed);
    await seen(embed, 1);
    const panel = page.getByRole('region', { name: 'Behind the picture' });
    await expect(
      panel.getByText('Passes', { exact: true }).locator('xpath=following-sibling::*[1]'),
    ).toHaveText(passes);
    await page.getByRole('button', { name: 'Open it anew' }).click();
  }
});

test('the demo: what the relay lets through', async ({ atHome: page }) => {
  await visit(page, 'Live show');
  const relay = page.getByRole('region', { name: 'Asked through the relay' });
  await expect(relay.getByRole('columnheader')).toHaveText(['id', 'title', 'description', 'tags']);
  await expect(relay.getByRole('cell', { name: 'live-two' })).toBeVisible();
});

test('the demo: video visits are listed, joined, and opened at the vendor', async ({
  atHome: page,
}) => {
  await visit(page, 'Video visits');
  const [joined] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Join as Ada' }).first().click(),
  ]);
  await expect(joined.getByRole('heading', { name: 'Ada is in the call' })).toBeVisible();
  await joined.close();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Ada (you) came')).toBeVisible();
  const [vendor] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Open my page at the vendor' }).click(),
  ]);
  await expect(vendor.getByRole('heading', { name: 'Signed in as Ada' })).toBeVisible();
  await vendor.getByRole('button', { name: 'Sign out' }).click();
  await expect(vendor).toHaveURL(/localhost:\d+\/visits$/);
});

test('the demo: the operator’s desk is taken, counts what was used, and is left', async ({
  atHome: page,
}) => {
  await visit(page, 'Rental film');
  const desk = page.getByRole('region', { name: 'Operator’s desk' });
  await expect(desk.getByText('may watch')).toHaveCount(0);
  await desk.getByRole('button', { name: 'Take the operator’s seat' }).click();
  await expect(desk.getByText('may watch')).toHaveCount(2);
  await desk.getByText('What was used').click();
  await expect(desk.getByRole('row', { name: /brightcove/ })).toBeVisible();
  await desk.getByRole('button', { name: 'Stand up' }).click();
  await expect(desk.getByRole('button', { name: 'Take the operator’s seat' })).toBeVisible();
});

test('the demo: a viewer without a ticket is told so', async ({ page, demo }) => {
  await enter(page, demo.url, 'Grace');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the demo: keys that are refused end in a dialog; mended, the film goes on', async ({
  atHome: page,
}) => {
  await pressPlay(page);
  await seen(page, 1);
  const refuse = page.getByRole('switch', { name: 'Refuse every key' });
  await refuse.click();
  await expect(refuse).toBeChecked();
  await skipBuffer(page);
  await expect(page.getByRole('dialog')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Mend everything' }).click();
  const before = await filmTime(page);
  await page.getByRole('dialog').getByRole('button').first().click();
  await seen(page, before + 2);
});

test('without a bundler: both films of the script-tag page', async ({ page, demo }) => {
  await enter(page, demo.url, 'Ada');
  await page.goto(`${demo.url}/videojs/`);
  await expect(page.locator('.video-js').first()).toBeVisible();
  await page.locator('.video-js button.vjs-big-play-button').first().click();
  await seen(page, 2);
});
