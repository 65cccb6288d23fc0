import { expect, test } from '../stage/test.ts';
import { open, playsOn, seePicture, start } from './watch.ts';

/** Passes of 3 seconds, a film of 120, 60 of them watched. */
const LIFETIME_MS = 3000;
const WATCH_SECONDS = 60;
/** The engine keeps a short buffer, so that media is requested to the end. */
const BUFFER_SECONDS = 8;

/** One of the four in `npm test`, the hardest; all of them in `npm run e2e`. */
const films = [
  { name: 'VOD', asset: 'bearer/launch-film' },
  { name: 'live', asset: 'bearer/live-show' },
];

for (const { name, asset } of films)
  for (const renewAhead of [true, false])
    test(
      `${name}: ${renewAhead ? 'passes renewed ahead' : 'every renewal driven by a refusal'}, the picture never stops`,
      { tag: renewAhead || name === 'live' ? '@long' : [] },
      async ({ page, stage }) => {
        stage.backend.lifetimeMs = LIFETIME_MS;
        await open(page, stage.app);
        await start(page, {
          player: 'kit',
          asset,
          src: stage.master(asset),
          when: 'construction',
          renewAhead,
          buffer: BUFFER_SECONDS,
        });
        await seePicture(page);
        const { ok, seen } = await playsOn(page, WATCH_SECONDS);
        expect
          .soft({ waiting: seen.waiting, errors: seen.errors, error: seen.error })
          .toEqual({ waiting: 0, errors: 0, error: null });
        expect(ok).toBe(true);
        const media = await stage.media();
        const accepted = media.filter((entry) => entry.verdict === 'ok');
        const generations = new Set(accepted.map((entry) => entry.generation));
        if (renewAhead) expect(generations.size).toBeGreaterThanOrEqual(15);
        else expect(seen.replays).toBeGreaterThanOrEqual(6);
        expect(media.filter((entry) => entry.verdict === 'missing')).toEqual([]);
        expect(longestGapMs(accepted.map((entry) => entry.atMs))).toBeLessThan(8000);
        console.log(
          `${name} ${renewAhead ? 'ahead' : 'by refusal'}: ${seen.frames} frames, ${generations.size} pass generations accepted, ` +
            `${media.length - accepted.length} refused, ${seen.replays} replayed, ${seen.waiting} waiting, ${seen.errors} errors`,
        );
      },
    );

test('control: with renewal switched off entirely, the same film stops', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = LIFETIME_MS;
  await open(page, stage.app);
  await start(page, {
    player: 'kit',
    asset: 'bearer/launch-film',
    src: stage.master('bearer/launch-film'),
    neverRenew: true,
    buffer: BUFFER_SECONDS,
  });
  await seePicture(page);
  expect((await playsOn(page, WATCH_SECONDS)).ok).toBe(false);
});

/** The longest time without an accepted media request. */
function longestGapMs(times: readonly number[]): number {
  return times.slice(1).reduce((longest, at, i) => Math.max(longest, at - (times[i] ?? at)), 0);
}
