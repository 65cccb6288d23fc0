import type { Page } from '@playwright/test';
import type { JournalEntry } from '@playgate/sandbox';
import { ENGINE_CASES, nameOf } from '../stage/engine-cases.ts';
import type { EngineCase } from '../stage/engine-cases.ts';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { open, play, reach, reasons, report } from './engine-watch.ts';

/** Passes of 3 seconds, 15 of the film watched, and a buffer that is shorter. */
const LIFETIME_MS = 3000;
const WATCH_SECONDS = 15;
const BUFFER_SECONDS = 6;

const requestsOf = async (stage: Stage, { asset }: EngineCase): Promise<readonly JournalEntry[]> =>
  (await stage.media()).filter(({ path }) => path.startsWith(`/${asset}/`));

const isRefused = ({ status }: JournalEntry): boolean => status === 401 || status === 403;

test('M1, M4: every engine plays through passes of 3 s, with keys and segments refused now and then, and nobody notices', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = LIFETIME_MS;
  for (const { asset } of ENGINE_CASES) {
    const path = `^/${asset}/`;
    const refuse = { action: 'refuse', status: 401 } as const;
    await stage.fault({ where: { kind: 'key', path }, do: refuse, times: 1 });
    await stage.fault({ where: { kind: 'segment', path }, do: refuse, skip: 5, times: 1 });
  }
  await open(page, stage);
  const ends = new Map<string, number>();
  for (const one of ENGINE_CASES) {
    const id = await play(page, stage, one);
    await reach(page, [id], 0);
    ends.set(id, (await report(page, id)).time + WATCH_SECONDS);
  }
  for (const [id, end] of ends) await reach(page, [id], end);

  for (const one of ENGINE_CASES) {
    const name = nameOf(one);
    const { stalls, phase, frames, ...seen } = await report(page, name);
    const requests = await requestsOf(stage, one);
    const good = requests.filter(({ verdict, status }) => verdict === 'ok' && status < 300);
    const passes = new Set(good.map(({ generation }) => generation)).size;
    const refused = requests.filter(isRefused);
    expect
      .soft({ stalls, errors: reasons({ ...seen, stalls, phase, frames }) }, name)
      .toEqual({ stalls: 0, errors: [] });
    expect.soft(['authorized', 'waiting'], name).toContain(phase);
    expect
      .soft(
        requests.filter(({ verdict }) => verdict === 'missing'),
        name,
      )
      .toEqual([]);
    expect.soft(passes, name).toBeGreaterThanOrEqual(3);
    expect.soft(refused.length, name).toBeGreaterThan(0);
    console.log(
      `${name}: ${frames} frames, ${passes} passes, ${refused.length} refused, ${stalls} stalls`,
    );
  }
  const opened = await page.evaluate(() => window.engines.opened());
  const unmarked = opened.filter((url) => url.startsWith(stage.origin) && !url.includes('app=1'));
  expect(unmarked, 'the hooks of the application see every request').toEqual([]);
});
