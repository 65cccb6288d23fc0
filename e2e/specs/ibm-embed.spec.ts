import { test as base, expect } from '@playwright/test';
import type { FrameLocator, Page } from '@playwright/test';
import { startIbmStage } from '../stage/start-ibm-stage.ts';
import type { IbmStage } from '../stage/start-ibm-stage.ts';

const test = base.extend<{ ibm: IbmStage }>({
  ibm: async ({}, use) => {
    const stage = await startIbmStage();
    await use(stage);
    await stage.close();
  },
});

const player = (page: Page): FrameLocator => page.frameLocator('iframe:visible');

async function plays(page: Page): Promise<void> {
  const video = player(page).locator('video');
  await expect
    .poll(() => video.evaluate((element) => Reflect.get(element, 'currentTime')))
    .toBeGreaterThan(0.5);
}

/** What became of the tokens, oldest first: `ok` or the fault. */
async function openings({ sandbox }: IbmStage): Promise<readonly string[]> {
  const told = await sandbox.tell('ibm', 'openings');
  return Array.isArray(told) ? told.map(({ fault = 'ok' }) => fault) : [];
}

const heard = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => Reflect.get(window, 'record').events);

for (const [name, query] of [
  ['IbmEmbed in StrictMode', ''],
  ['attachIbmEmbed', '&plain'],
] as const)
  test(`${name}: one pass opens the film once, and another opens it anew`, async ({
    page,
    ibm,
  }) => {
    await page.goto(`${ibm.app}/ibm.html?asset=video:2004${query}`);
    await plays(page);
    expect(ibm.asks()).toBe(1);
    await expect.poll(() => heard(page)).toContain('playing true');
    const src = await page.locator('iframe:visible').getAttribute('src');
    expect(src).toMatch(/\?vt=[\w.-]+&api-target-origin=http%3A%2F%2Flocalhost%3A\d+$/);

    const [duration, content] = await page.evaluate(() => {
      const { player: inside } = Reflect.get(window, 'record').embed;
      return Promise.all([inside.get('duration'), inside.get('content')]);
    });
    expect(duration).toBeGreaterThan(100);
    expect(content).toEqual(['recorded', 2004]);

    await page.evaluate(() => Reflect.get(window, 'record').embed.reload());
    await plays(page);
    expect(ibm.asks()).toBe(2);
    expect(await page.locator('iframe:visible').getAttribute('src')).not.toBe(src);
    expect(await openings(ibm)).toEqual(['ok', 'ok']);
  });

test('a new token is no entry of the history: going back leaves the page', async ({
  page,
  ibm,
}) => {
  await page.goto(`${ibm.app}/ibm.html?asset=video:2004&before`);
  await plays(page);
  await page.goto(`${ibm.app}/ibm.html?asset=video:2004`);
  await plays(page);
  await page.evaluate(() => Reflect.get(window, 'record').embed.reload());
  await plays(page);
  await page.goBack();
  expect(page.url()).toContain('&before');
  expect((await openings(ibm)).every((fault) => fault === 'ok')).toBe(true);
});

test('the redirect flow: without a token the viewer signs in inside the player, which then tells the page', async ({
  page,
  ibm,
}) => {
  const src = encodeURIComponent(`${ibm.sandbox.addresses.ibm}/embed/recorded/2004?autoplay=true`);
  await page.goto(`${ibm.app}/ibm.html?src=${src}`);
  await player(page).getByText('Sign in, please').click();
  await plays(page);
  await expect.poll(() => heard(page)).toContain('playing true');
  expect(await openings(ibm)).toEqual(['missing', 'ok']);
  expect(ibm.asks()).toBe(0);
});

test('the vendor’s new key is taken up by itself', async ({ page, ibm }) => {
  await page.goto(`${ibm.app}/ibm.html?asset=channel:1003`);
  await plays(page);
  await ibm.sandbox.tell('ibm', 'rotateKey', { graceMs: 600_000 });
  await page.evaluate(() => Reflect.get(window, 'record').embed.reload());
  await plays(page);
  expect(await openings(ibm)).toEqual(['ok', 'ok']);
});

test('a sign-out takes the film away', async ({ page, ibm }) => {
  await page.goto(`${ibm.app}/ibm.html?asset=video:2004`);
  await plays(page);
  await page.evaluate(() => Reflect.get(window, 'client').signOut());
  await expect(page.getByText('One moment')).toBeVisible();
  await expect.poll(() => page.frames().length).toBe(3);
  expect(page.frames().every((frame) => !frame.url().includes('/embed/'))).toBe(true);
});
