import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { EngineReport, EngineStart } from '../site/engines.ts';
import { nameOf } from '../stage/engine-cases.ts';
import type { EngineCase } from '../stage/engine-cases.ts';
import type { Stage } from '../stage/stage.ts';

export async function open(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.app}/engines.html`);
  await page.waitForFunction(() => 'engines' in window);
}

/** Starts a player behind a pass, whose application marks every URL by a hook of its own. */
export async function play(
  page: Page,
  stage: Stage,
  wanted: EngineCase,
  more: Partial<EngineStart> = {},
): Promise<string> {
  const { engine, asset, file, renewAhead = false } = wanted;
  const start: EngineStart = {
    id: nameOf(wanted),
    ...{ engine, asset, renewAhead },
    src: `${stage.origin}/${asset}/${file}`,
    set: 'kit',
    lifetimeMs: stage.backend.lifetimeMs,
    marks: true,
    ...more,
  };
  await page.evaluate((options) => window.engines.start(options), start);
  return start.id;
}

export function report(page: Page, id: string): Promise<EngineReport> {
  return page.evaluate((of) => window.engines.report(of), id);
}

/** Waits until players show decoded pictures at some second of the film or later. */
export async function reach(page: Page, ids: readonly string[], seconds: number): Promise<void> {
  for (const id of ids)
    await expect
      .poll(
        async () => {
          const { time, frames, colours } = await report(page, id);
          return frames > 12 && colours > 50 && time >= seconds;
        },
        { timeout: 60_000, message: `${id} plays to ${seconds} s` },
      )
      .toBe(true);
}

/**
 * What hls.js says with and without a kit: of this film's first sound, and of each load that it drops after a fatal error.
 */
const ITS_OWN = ['bufferAppendNoProgress', 'aborted'];

/** The errors that the application hears of. */
export function reasons({ errors }: EngineReport): readonly string[] {
  return errors.map(({ reason }) => reason).filter((reason) => !ITS_OWN.includes(reason));
}
