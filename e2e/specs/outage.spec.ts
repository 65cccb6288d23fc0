import { expect, test } from '../stage/test.ts';
import { open, playsOn, report, seePicture, start } from './watch.ts';

const ASSET = 'bearer/long-film';

test('the pass endpoint is down for 20 s after 25 s of buffer: nobody notices', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 10_000;
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), buffer: 30 });
  await seePicture(page);
  await expect
    .poll(async () => (await report(page)).buffered, { timeout: 30_000 })
    .toBeGreaterThan(25);
  stage.backend.down = true;
  const during = await playsOn(page, 20);
  expect(during.ok).toBe(true);
  expect(during.seen.events.some((event) => event.type === 'pass-failed')).toBe(true);
  stage.backend.down = false;
  const after = await playsOn(page, 25);
  expect(after.ok).toBe(true);
  expect(after.seen.phase).toBe('authorized');
  console.log(
    `endpoint down 20 s: ${during.seen.waiting} waiting, ${during.seen.errors} errors, ${during.seen.events.filter((e) => e.type === 'pass-failed').length} asks failed`,
  );
});

for (const signOut of [true, false])
  test(
    signOut
      ? 'after a sign-out with requests parked and in flight, no request carries a credential'
      : 'control: without the sign-out, the same seek sends credentials',
    async ({ page, stage }) => {
      await open(page, stage.app);
      await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), buffer: 8 });
      await seePicture(page);
      // In flight: media answers slowly. Parked: the pass is refused and its replacement does not come.
      const slow = await stage.fault({
        where: { listener: 'origin' },
        do: { action: 'delay', ms: 1500 },
      });
      stage.backend.down = true;
      await stage.expire();
      await page.evaluate(() => window.harness.seek(200));
      await expect
        .poll(
          async () => (await report(page)).events.some((event) => event.type === 'request-refused'),
          { timeout: 20_000 },
        )
        .toBe(true);
      await page.evaluate(() => window.harness.seek(300));
      if (signOut) await page.evaluate(() => window.harness.signOut());
      const mark = await stage.mark();
      stage.backend.down = false;
      await stage.heal(slow);
      await page.evaluate(() => window.harness.seek(400));
      if (signOut) {
        await expect.poll(async () => (await report(page)).phase).toBe('signed-out');
        await expect
          .poll(async () => (await report(page)).error, { timeout: 20_000 })
          .not.toBeNull();
        await page.evaluate(() => window.harness.seek(100));
        expect((await stage.media(mark)).filter((entry) => entry.credential !== 'none')).toEqual(
          [],
        );
      } else {
        await expect
          .poll(
            async () =>
              (await stage.media(mark)).filter((entry) => entry.credential !== 'none').length,
            { timeout: 30_000 },
          )
          .toBeGreaterThan(0);
      }
    },
  );
