import type { Locator, Page, Request } from '@playwright/test';
import { expect } from '@playwright/test';
import type { StapiStage } from '../stage/stapi-stage.ts';
import type { SiteReport } from '../site/stapi-screen.ts';

/** How a poll looks at what a fraction of a second brings. */
export const OFTEN = { intervals: [100], timeout: 25_000 };

export const report = (page: Page): Promise<SiteReport> =>
  page.evaluate(() => window.site.report());

export const viewer = (page: Page) => page.locator('#who');

/** Opens the site, and waits until its buttons work. */
export async function openSite(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(viewer(page)).not.toBeEmpty();
}

export const allow = (at: Page): Promise<void> => at.getByText('Allow', { exact: true }).click();

/** Answers the pages of the authorization server as somebody. */
export async function beSomebody(at: Page, name: string): Promise<void> {
  await at.getByText(name).click();
  await allow(at);
}

/** Signs in where the page is. */
export async function signInHere(page: Page, name = 'Ada Lovelace'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in here' }).click();
  await beSomebody(page, name);
  await expect(page.getByRole('button', { name: 'Launch film' })).toBeVisible();
}

/** Signs in in the window that a click opens. */
export async function signInInWindow(
  page: Page,
  button: Locator,
  answer: (window: Page) => Promise<void> = (window) => beSomebody(window, 'Ada Lovelace'),
): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await answer(popup);
}

/** Opens a video from the list, and waits for decoded pictures. */
export async function openVideo(page: Page, title = 'Launch film'): Promise<void> {
  await page.getByRole('button', { name: title }).click();
  await seePicture(page);
}

export const seePicture = (page: Page): Promise<void> =>
  expect
    .poll(
      async () => {
        const { frames, colours } = await report(page);
        return frames > 12 && colours > 50;
      },
      { ...OFTEN, message: 'decoded frames' },
    )
    .toBe(true);

/** Waits until the picture is that many seconds further. */
export async function playOn(page: Page, seconds: number): Promise<void> {
  const { time, frames } = await report(page);
  await expect.poll(async () => (await report(page)).time, OFTEN).toBeGreaterThan(time + seconds);
  expect((await report(page)).frames - frames).toBeGreaterThan(seconds * 10);
}

/** Jumps to where nothing is loaded yet, so that the next picture needs a request. */
export const jump = (page: Page, seconds: number): Promise<void> =>
  page.evaluate((to) => {
    const video = document.querySelector('video');
    if (video) video.currentTime = to;
  }, seconds);

/** The access tokens that a page has sent to media, in their order. */
export function tokensOf(page: Page): readonly string[] {
  const tokens: string[] = [];
  page.on('request', (request: Request) => {
    const { authorization = '' } = request.headers();
    if (new URL(request.url()).pathname.startsWith('/media/')) tokens.push(authorization);
  });
  return tokens;
}

/** Waits for that many rotations since then. None of them, and no request for media, was refused meanwhile. */
export async function rotate(stage: StapiStage, since: number, times: number): Promise<void> {
  await expect
    .poll(async () => (await stage.answers('/token', since)).length, OFTEN)
    .toBeGreaterThanOrEqual(times);
  expect(new Set(await stage.answers('/token', since))).toEqual(new Set([200]));
  const media = await stage.media(since);
  expect(media.length).toBeGreaterThan(0);
  expect(media.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
}

/** What a report says of a picture that nothing has disturbed. */
export const PLAYED_ON = { waiting: 0, errors: 0, replays: 0 };

/** What the media server says to a text that a page has sent as Authorization. */
export async function answerTo(stage: StapiStage, Authorization = ''): Promise<number> {
  const url = `${stage.sandbox.addresses.stapi}/media/launch-film/film.key`;
  return (await fetch(url, { headers: { Authorization } })).status;
}
