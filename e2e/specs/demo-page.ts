import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Opens the demo with somebody signed in. */
export async function enter(page: Page, url: string, name: 'Ada' | 'Grace'): Promise<void> {
  await signInQuietly(page, url, name);
  await page.goto(url);
  await expect(page.getByText(`Signed in as ${name}`)).toBeVisible();
}

/** Signs in as a browser does, but draws no page on the way: forms are answered where they are. */
async function signInQuietly({ request }: Page, url: string, name: string): Promise<void> {
  let response = await request.get(`${url}/auth/sign-in`);
  while (!response.url().startsWith(url)) {
    const asksWho = (await response.text()).includes('name="login"');
    const form = asksWho ? { login: name.toLowerCase() } : { answer: 'yes' };
    response = await request.post(response.url(), { form });
  }
}

/** Goes to one of the tickets. */
export async function visit(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

export async function pressPlay(page: Page): Promise<void> {
  await page.locator('.video-js button.vjs-big-play-button').click();
}

/** Waits for decoded pictures of the first video of a page or frame. */
export async function seen(where: Pick<Page, 'locator'>, seconds: number): Promise<void> {
  await expect
    .poll(
      () =>
        where
          .locator('video')
          .first()
          .evaluate((element) =>
            element instanceof HTMLVideoElement &&
            element.getVideoPlaybackQuality().totalVideoFrames > 12
              ? element.currentTime
              : 0,
          ),
      { timeout: 30_000 },
    )
    .toBeGreaterThan(seconds);
}

/** Where the film is, in seconds. */
export function filmTime(page: Page): Promise<number> {
  return page
    .locator('video')
    .first()
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
}

/** Plays what is in a page or frame by hand. */
export async function play(where: Pick<Page, 'locator'>): Promise<void> {
  await where
    .locator('video')
    .first()
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.play() : undefined));
}

/** Leaves out what lies ready, but for a moment: what comes next has to be fetched. */
export async function skipBuffer(page: Page): Promise<void> {
  await page
    .locator('video')
    .first()
    .evaluate((video) => {
      if (!(video instanceof HTMLVideoElement)) return;
      const { buffered } = video;
      video.currentTime = Math.max(video.currentTime, buffered.end(buffered.length - 1) - 1);
    });
}
