import { test as base, expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { createControl } from '@playgate/sandbox/control';
import { startDemo } from '../stage/start-demo.ts';
import type { Demo } from '../stage/start-demo.ts';
import { enter, pressPlay, seen, skipBuffer } from './demo-page.ts';

/** How long an access token lasts: a film sees several. */
const TOKEN_SECONDS = 3;

const test = base.extend<{}, { demo: Demo }>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo('--pass-seconds', String(TOKEN_SECONDS));
      await use(demo);
      expect(await demo.close()).toBe(0);
    },
    { scope: 'worker' },
  ],
});

// One demo at a time: what the authorization server remembers is for all of its pages.
test.describe.configure({ mode: 'default' });

/** Answers the authorization server's pages by hand. */
async function answerAsAda(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ada' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** Does something that opens a window, and gives the window. */
async function windowOf(page: Page, open: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), open()]);
  return popup;
}

const byBackend = (page: Page): Locator =>
  page.getByRole('region', { name: 'Your backend keeps the tokens' });
const byBrowser = (page: Page): Locator =>
  page.getByRole('region', { name: 'The browser signs in itself' });
const isAda = (way: Locator): Promise<void> =>
  expect(way.getByText('Signed in as Ada', { exact: true })).toBeVisible();
const isNobody = (way: Locator): Promise<void> =>
  expect(way.getByText('Nobody is signed in')).toBeVisible();

test('by redirect one comes back to the film, and it plays', async ({ page, demo }) => {
  await page.goto(`${demo.url}/watch/live-show`);
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /by redirect/ }).click();
  await answerAsAda(page);
  await expect(page).toHaveURL(`${demo.url}/watch/live-show`);
  await expect(page.getByText('Signed in as Ada')).toBeVisible();
  await pressPlay(page);
  await seen(page, 1);
});

test('by popup beside a player that waits, the film goes on by itself', async ({ page, demo }) => {
  await page.goto(demo.url);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  const popup = await windowOf(page, () => page.getByRole('button', { name: /by popup/ }).click());
  await expect(page.getByText('A window is open.')).toBeVisible();
  await answerAsAda(popup);
  await seen(page, 1);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(popup.isClosed()).toBe(true);
});

test('who says no, or closes the window, is told so and can go on', async ({ page, demo }) => {
  await page.goto(`${demo.url}/sign-in`);
  for (const way of [byBackend(page), byBrowser(page)]) {
    const popup = await windowOf(page, () => way.getByRole('button', { name: /by popup/ }).click());
    await popup.getByRole('button', { name: 'Cancel' }).click();
    await expect(way.getByText(/told no|window is open/)).toBeVisible();
    await popup.close();
    await expect(way.getByText(/told no|closed before/)).toBeVisible();
    await expect(way.getByRole('button', { name: /by redirect/ })).toBeEnabled();
  }
});

test('a sign-out in one tab reaches the player of another', async ({ context, page, demo }) => {
  await enter(page, demo.url, 'Ada');
  await pressPlay(page);
  await seen(page, 1);
  const other = await context.newPage();
  await other.goto(`${demo.url}/visits`);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('Signed out: every pass was dropped at once.')).toBeVisible();
  await skipBuffer(page);
  await expect(page.getByRole('dialog').getByText('Sign in to watch')).toBeVisible();
  // Control: who was signed in had no dialog.
  await enter(other, demo.url, 'Ada');
  await expect(other.getByRole('dialog')).toHaveCount(0);
});

test('Grace is refused where the backend decides, and watches where the vendor does', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url, 'Grace');
  await page.goto(`${demo.url}/sign-in`);
  const [backend, browser] = [byBackend(page), byBrowser(page)];
  await expect(backend.getByRole('dialog')).toContainText('You do not have permission');
  const popup = await windowOf(page, () =>
    browser.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click(),
  );
  await popup.getByRole('button', { name: 'Allow' }).click();
  await seen(browser, 1);
});

test('the browser’s own tokens carry a film over rotations, for all tabs, until one signs out', async ({
  context,
  page,
  demo,
}) => {
  const control = createControl(demo.control);
  await page.goto(`${demo.url}/sign-in`);
  const way = byBrowser(page);
  await way.getByRole('switch', { name: /IndexedDB/ }).click();
  const popup = await windowOf(page, () => way.getByRole('button', { name: /by popup/ }).click());
  await answerAsAda(popup);
  await isAda(way);
  await way.getByRole('button', { name: 'List my videos' }).click();
  await expect(way.getByText('3 videos: Launch film')).toBeVisible();
  const mark = (await control.journal()).next;
  await way.locator('.vjs-big-play-button').click();
  const other = await context.newPage();
  await other.goto(`${demo.url}/sign-in`);
  await isAda(byBrowser(other));
  await page.bringToFront();
  await seen(way, 2.5 * TOKEN_SECONDS);
  const media = (await control.journal(mark)).entries.filter(
    ({ listener, path, method }) =>
      listener === 'stapi' && path.startsWith('/media/') && method === 'GET',
  );
  expect(new Set(media.map(({ credential, verdict }) => `${credential}, ${verdict}`))).toEqual(
    new Set(['bearer, ok']),
  );
  expect(new Set(media.map(({ generation }) => generation)).size).toBeGreaterThan(1);
  await expect(way.getByText(/refreshed: a token for/).first()).toBeVisible();
  await byBrowser(other)
    .getByRole('button', { name: /out here/ })
    .click();
  await isNobody(way);
  await expect(way.getByText(/This tab was signed out by tab B/)).toBeVisible();
});

test('a sign-out at the authorization server ends the backend’s session, too', async ({
  page,
  demo,
}) => {
  await enter(page, demo.url, 'Ada');
  await page.goto(`${demo.url}/sign-in`);
  await isAda(byBackend(page));
  const way = byBrowser(page);
  const popup = await windowOf(page, () => way.getByRole('button', { name: /by popup/ }).click());
  await popup.getByRole('button', { name: 'Allow' }).click();
  await isAda(way);
  await way.getByRole('button', { name: /out everywhere/ }).click();
  await expect(page.getByRole('heading', { name: 'Sign out?' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${demo.url}/sign-in`);
  await isNobody(byBackend(page));
  await isNobody(way);
});
