import type { Locator, Page } from '@playwright/test';
import { MEDIA_VENDORS } from '../stage/media-vendors.ts';
import { expect, test } from '../stage/vendor-test.ts';
import { open, report, seePicture, start } from './watch.ts';

/** Far enough from the start that nothing of it is buffered. */
const ELSEWHERE = 60;

async function playing(page: Page, app: string, asset: string): Promise<void> {
  await open(page, app);
  await start(page, { player: 'kit', asset, buffer: 4 });
  await seePicture(page);
}

const seekElsewhere = (page: Page): Promise<void> =>
  page.evaluate((to) => window.harness.seek(to), ELSEWHERE);

const phaseOf = async (page: Page): Promise<string | undefined> => (await report(page)).phase;

/** What the dialog says. */
const dialog = (page: Page): Locator => page.locator('.playgate-text');

/** That pictures come where it was sent, without an error. */
async function seePictureElsewhere(page: Page): Promise<void> {
  await expect
    .poll(async () => (await report(page)).time, { timeout: 20_000 })
    .toBeGreaterThan(ELSEWHERE + 1);
  const { error, phases } = await report(page);
  expect({ error, stopped: phases.includes('denied') }).toEqual({ error: null, stopped: false });
}

for (const vendor of MEDIA_VENDORS) {
  const { name, lastsMs, mends, mixedUp, guardsSegments } = vendor;

  test(`${name}: what expires in the middle is mended by a ${mends}, and the film plays on`, async ({
    page,
    stage,
  }) => {
    await playing(page, stage.app, name);
    const mark = await stage.mark();
    await stage.moveClock(lastsMs + 1000);
    await seekElsewhere(page);
    await seePictureElsewhere(page);
    const { events } = await report(page);
    const refused = (await stage.media(vendor, mark)).filter(({ verdict }) => verdict !== 'ok');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ verdict }) => verdict === 'expired')).toBe(true);
    const reasons = events.flatMap((event) => (event.type === 'pass-asked' ? [event.reason] : []));
    expect(reasons).toEqual(['first', mends]);
  });

  test(`${name}: where the backend says no when it expires, the viewer is told so`, async ({
    page,
    stage,
  }) => {
    await playing(page, stage.app, name);
    stage.says = 'no';
    await stage.moveClock(lastsMs + 1000);
    await seekElsewhere(page);
    await expect.poll(() => phaseOf(page)).toBe('denied');
    expect((await report(page)).code).toBe('forbidden');
    await expect(dialog(page)).toHaveText('You do not have permission to watch this video.');
  });

  test(`${name}: a credential of another film is refused, and that is told and ends`, async ({
    page,
    stage,
  }) => {
    stage.says = 'mixed up';
    await open(page, stage.app);
    await start(page, { player: 'kit', asset: name, buffer: 4 });
    await expect.poll(() => phaseOf(page), { timeout: 20_000 }).toBe('denied');
    expect((await report(page)).code).toBe(mixedUp);
    await expect(dialog(page)).toHaveText(
      'The video server refused access. Please try again later.',
    );
    const after = await stage.mark();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
    expect(await stage.media(vendor, after)).toEqual([]);
  });

  // Where segments carry nothing of ours, what becomes of them without an answer is the player's own.
  if (!guardsSegments) continue;

  test(`${name}: a vendor that cannot be reached is waited for, and the film plays on`, async ({
    page,
    stage,
  }) => {
    await playing(page, stage.app, name);
    const { id } = await stage.sandbox.addFault({
      where: { listener: vendor.listener },
      do: { action: 'reset' },
    });
    await seekElsewhere(page);
    await expect.poll(() => phaseOf(page), { timeout: 20_000 }).toBe('network');
    await stage.sandbox.removeFault(id);
    await seePictureElsewhere(page);
  });
}
