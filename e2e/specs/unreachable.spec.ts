import { expect, test } from '../stage/test.ts';
import { open, report, seePicture, start } from './watch.ts';

const ASSET = 'bearer/launch-film';
const BUFFER_SECONDS = 8;
const FAULT_MS = 15_000;

test('segments that are refused without CORS headers for 15 s are asked for now and then, and play on, beside bare video.js', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  const bare = stage.other(ASSET);
  await start(page, {
    player: 'kit',
    id: 'kit',
    asset: ASSET,
    src: stage.master(ASSET),
    buffer: BUFFER_SECONDS,
  });
  await start(page, {
    player: 'bare',
    id: 'bare',
    // The documented recipe misses the first request of a source that is given at construction.
    when: 'later',
    src: stage.master(bare),
    naive: {
      as: 'header',
      name: 'Authorization',
      value: `Bearer ${await stage.credential(bare)}`,
    },
    buffer: BUFFER_SECONDS,
  });
  await seePicture(page, 'kit');
  await seePicture(page, 'bare');

  const mark = await stage.mark();
  const fault = await stage.fault({
    where: { kind: 'segment', method: 'GET' },
    do: { action: 'refuse', status: 403, cors: false },
  });
  const refused = async (asset: string): Promise<number> =>
    (await stage.media(mark)).filter(
      ({ path, status }) => status === 403 && path.startsWith(`/${asset}/`),
    ).length;
  await expect.poll(() => refused(ASSET)).toBeGreaterThan(0);
  await stage.untilRefusedFor(ASSET, FAULT_MS);
  expect(await report(page, 'kit')).toMatchObject({
    phase: 'network',
    code: 'media_unreachable',
  });
  const [ours, theirs] = [await refused(ASSET), await refused(bare)];
  console.log(`segments refused without CORS in 15 s: kit ${ours}, bare video.js ${theirs}`);
  expect(ours).toBeGreaterThan(2);
  expect(ours).toBeLessThanOrEqual(13);
  expect(theirs).toBeGreaterThan(ours);

  await stage.heal(fault);
  const healedAt = await stage.mark();
  await expect
    .poll(async () => (await report(page, 'kit')).phase, { timeout: 15_000 })
    .toBe('authorized');
  const { time } = await report(page, 'kit');
  await expect
    .poll(async () => (await report(page, 'kit')).time, { timeout: 60_000 })
    .toBeGreaterThan(time + 10);
  const { errors, error, phases } = await report(page, 'kit');
  expect({ errors, error }).toEqual({ errors: 0, error: null });
  expect(phases).not.toContain('denied');
  const after = await stage.media(healedAt);
  expect(after.some(({ path, kind }) => path.startsWith(`/${ASSET}/`) && kind === 'manifest')).toBe(
    false,
  );
});
