import { expect, test } from '../stage/test.ts';
import { open, playsOn, report, seePicture, start } from './watch.ts';

const ASSET = 'presigned/long-film';
const PAUSE_MS = 10 * 60_000;

test('after a pause of 10 minutes over pre-signed children, a reload resumes at the position', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, buffer: 8 });
  await seePicture(page);
  await page.evaluate(() => window.harness.seek(100));
  await page.evaluate(() => window.harness.rate(1.25));
  expect((await playsOn(page, 4)).seen.time).toBeGreaterThan(103);
  await page.evaluate(() => window.harness.pause());
  const paused = await report(page);
  await stage.moveClock(PAUSE_MS);
  await page.evaluate((by) => window.harness.moveClock(by), PAUSE_MS);
  await page.evaluate(() => window.harness.play());
  // Past what was buffered before the pause.
  await expect
    .poll(async () => (await report(page)).time, { timeout: 60_000 })
    .toBeGreaterThan(paused.time + paused.buffered + 6);
  const after = await report(page);
  expect(after.error).toBeNull();
  expect(after.rate).toBe(1.25);
  expect(
    after.events.some((event) => event.type === 'pass-asked' && event.reason === 'reload'),
  ).toBe(true);
  expect((await stage.media()).some((entry) => entry.verdict === 'expired')).toBe(true);
  console.log(
    `paused at ${paused.time.toFixed(1)} s with ${paused.buffered.toFixed(1)} s of buffer, now at ${after.time.toFixed(1)} s`,
  );
});
