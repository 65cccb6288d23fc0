import { expect } from '@playwright/test';
import type { PlayOptions, Report } from '../site/harness.ts';
import type { Tab } from '../stage/tab.ts';

export async function open(page: Tab, app: string): Promise<void> {
  await page.goto(`${app}/harness.html`);
  await page.waitForFunction(() => 'harness' in window, undefined);
}

export async function start(page: Tab, options: PlayOptions): Promise<void> {
  await page.evaluate((wanted) => window.harness.start(wanted), options);
}

export function report(page: Tab, id = 'one'): Promise<Report> {
  return page.evaluate((of) => window.harness.report(of), id);
}

/** Waits until decoded pictures are on the screen: frames counted, sound decoded, a picture with many colours. */
export async function seePicture(page: Tab, id = 'one'): Promise<void> {
  await expect
    .poll(
      async () => {
        const { frames, colours, hasSound } = await report(page, id);
        return frames > 12 && colours > 50 && hasSound;
      },
      { timeout: 40_000, message: 'decoded frames and sound' },
    )
    .toBe(true);
}

/**
 * Watches for some seconds of media time.
 *
 * @returns Whether it played on: the time advanced as wanted within a third more of real time, pictures were decoded all along, and
 *   the player neither waited after its first frame nor showed an error.
 */
export async function playsOn(
  page: Tab,
  seconds: number,
  id = 'one',
): Promise<{ ok: boolean; arrived: boolean; decoded: boolean; seen: Report }> {
  const from = await report(page, id);
  const arrived = await page
    .waitForFunction(
      ([to, of]) => {
        const { time, error } = window.harness.report(of);
        return time >= to || error !== null;
      },
      [from.time + seconds, id] as const,
      { timeout: seconds * 1334, polling: 500 },
    )
    .then(
      () => true,
      () => false,
    );
  const seen = await report(page, id);
  const decoded = seen.frames - from.frames > seconds * 10;
  const ok = arrived && decoded && seen.waiting === 0 && seen.errors === 0 && seen.error === null;
  return { ok, arrived, decoded, seen };
}
