import { expect, test } from '../stage/test.ts';
import { open, playsOn, seePicture, start } from './watch.ts';

/** Passes of 3 seconds, a film of 120, 60 of them watched. */
const LIFETIME_MS = 3000;
const WATCH_SECONDS = 60;
/** The engine keeps a short buffer, so that media is requested to the end. */
const BUFFER_SECONDS = 8;

const films = [
  { name: 'VOD', film: 'launch-film' },
  { name: 'live', film: 'live-show' },
];
/** Two players of one page, each with a client of its own. */
const WAYS = [
  { id: 'ahead', scheme: 'query', renewAhead: true },
  { id: 'by refusal', scheme: 'bearer', renewAhead: false },
] as const;

for (const { name, film } of films)
  test(`${name}: where passes are renewed ahead, and where every renewal is driven by a refusal, the picture never stops`, async ({
    page,
    stage,
  }) => {
    stage.backend.lifetimeMs = LIFETIME_MS;
    await open(page, stage.app);
    for (const { id, scheme, renewAhead } of WAYS) {
      const asset = `${scheme}/${film}`;
      const src = stage.master(asset);
      const how = { when: 'construction', renewAhead, buffer: BUFFER_SECONDS } as const;
      await start(page, { player: 'kit', id, asset, src, ...how });
    }
    for (const { id } of WAYS) await seePicture(page, id);
    const watched = await Promise.all(WAYS.map(({ id }) => playsOn(page, WATCH_SECONDS, id)));
    const requests = await stage.media();
    for (const [i, { id, scheme, renewAhead }] of WAYS.entries()) {
      const { ok, seen } = watched[i] ?? (await playsOn(page, 0, id));
      expect
        .soft({ id, waiting: seen.waiting, errors: seen.errors, error: seen.error })
        .toEqual({ id, waiting: 0, errors: 0, error: null });
      expect(ok).toBe(true);
      const media = requests.filter(({ path }) => path.startsWith(`/${scheme}/`));
      const accepted = media.filter((entry) => entry.verdict === 'ok');
      const generations = new Set(accepted.map((entry) => entry.generation));
      if (renewAhead) expect(generations.size).toBeGreaterThanOrEqual(15);
      else expect(seen.replays).toBeGreaterThanOrEqual(6);
      expect(media.filter((entry) => entry.verdict === 'missing')).toEqual([]);
      expect(longestGapMs(accepted.map((entry) => entry.atMs))).toBeLessThan(8000);
      console.log(
        `${name} ${id}: ${seen.frames} frames, ${generations.size} pass generations accepted, ` +
          `${media.length - accepted.length} refused, ${seen.replays} replayed, ${seen.waiting} waiting, ${seen.errors} errors`,
      );
    }
  });

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
