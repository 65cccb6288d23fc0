import type { Page } from '@playwright/test';
import { expect, test } from '../stage/test.ts';

const ASSET = 'bearer/launch-film';
const WATCH_SECONDS = 60;

interface PageRecord {
  readonly waiting: number;
  readonly errors: number;
  readonly phases: readonly string[];
  readonly events: readonly { readonly type: string }[];
}

const recordOf = (page: Page): Promise<PageRecord> =>
  page.evaluate(() => Reflect.get(window, 'record'));

async function watch(page: Page, seconds: number): Promise<number> {
  await page.waitForFunction(
    (to) => (document.querySelector('video')?.currentTime ?? 0) >= to,
    seconds,
    { timeout: seconds * 1334 + 15_000, polling: 500 },
  );
  return page.evaluate(
    () => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
  );
}

const PAGES = [
  { name: 'the script-tag page', path: '/script/index.html', asset: ASSET },
  { name: 'ProtectedPlayer', path: '/react.html', asset: 'query/launch-film' },
];

test('the script-tag page and ProtectedPlayer: passes of 3 s, 60 s watched, the picture never stops', async ({
  context,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await Promise.all(
    PAGES.map(async ({ name, path, asset }) => {
      const page = await context.newPage();
      const src = encodeURIComponent(stage.master(asset));
      await page.goto(`${stage.app}${path}?asset=${asset}&src=${src}`);
      const frames = await watch(page, WATCH_SECONDS);
      const { waiting, errors } = await recordOf(page);
      expect({ name, waiting, errors }).toEqual({ name, waiting: 0, errors: 0 });
      expect(frames).toBeGreaterThan(WATCH_SECONDS * 10);
      const accepted = (await stage.media()).filter(
        (entry) => entry.verdict === 'ok' && entry.path.startsWith(`/${asset}/`),
      );
      const generations = new Set(accepted.map((entry) => entry.generation)).size;
      expect(generations).toBeGreaterThanOrEqual(15);
      console.log(
        `${name}: ${frames} frames, ${generations} pass generations accepted, ${waiting} waiting, ${errors} errors`,
      );
    }),
  );
});

test('ProtectedPlayer unmounts and mounts again, and changes its film', async ({ page, stage }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(
    `${stage.app}/react.html?asset=${ASSET}&src=${encodeURIComponent(stage.master(ASSET))}&other=query/long-film&otherSrc=${encodeURIComponent(stage.master('query/long-film'))}`,
  );
  await watch(page, 2);
  await page.getByRole('button', { name: 'Unmount' }).click();
  await expect(page.locator('video')).toHaveCount(0);
  await page.getByRole('button', { name: 'Mount' }).click();
  await watch(page, 2);
  await page.getByRole('button', { name: 'Other film' }).click();
  await expect
    .poll(
      async () =>
        (await stage.media()).some(
          (entry) => entry.path.startsWith('/query/') && entry.verdict === 'ok',
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  expect(problems).toEqual([]);
});
