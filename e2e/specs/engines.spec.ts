import type { JournalEntry } from '@playgate/sandbox';
import { ENGINE_CASES, nameOf } from '../stage/engine-cases.ts';
import type { EngineCase } from '../stage/engine-cases.ts';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { open, play, reach, reasons, report } from './engine-watch.ts';

/** Passes of 3 seconds, 15 of the film watched, and a buffer that is shorter. */
const LIFETIME_MS = 3000;
const WATCH_SECONDS = 15;

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

/** A permanent no, by what it falls on. No two share an asset. */
const REFUSALS: readonly (EngineCase & { readonly kind: JournalEntry['kind'] })[] = [
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'master.m3u8', kind: 'segment' },
  { engine: 'hlsjs', asset: 'bearer/live-show', file: 'master.m3u8', kind: 'playlist' },
  { engine: 'hlsjs', asset: 'query/launch-film', file: 'master.m3u8', kind: 'key' },
  { engine: 'hlsjs', asset: 'query/long-film', file: 'master.m3u8', kind: 'manifest' },
  { engine: 'shaka', asset: 'bearer/long-film', file: 'manifest.mpd', kind: 'segment' },
  { engine: 'shaka', asset: 'bearer/live-two', file: 'master.m3u8', kind: 'playlist' },
  { engine: 'shaka', asset: 'header/launch-film', file: 'master.m3u8', kind: 'key' },
  { engine: 'shaka', asset: 'query/public-film', file: 'manifest.mpd', kind: 'manifest' },
  { engine: 'dashjs', asset: 'bearer/public-film', file: 'manifest.mpd', kind: 'segment' },
  { engine: 'dashjs', asset: 'header/long-film', file: 'manifest.mpd', kind: 'manifest' },
];
/** What is refused before anything plays. */
const AT_ONCE: readonly JournalEntry['kind'][] = ['manifest', 'key'];
const QUIET_MS = 3000;

test('M2, M5, M6, M10: a final no ends in one error that names it, within 5 s and 8 requests; nothing is asked for after it, and a retry plays on', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const refuse = async ({ asset, kind }: (typeof REFUSALS)[number]): Promise<string> =>
    stage.fault({ where: { kind, path: `^/${asset}/` }, do: { action: 'refuse', status: 403 } });
  const faults: string[] = [];
  for (const one of REFUSALS.filter(({ kind }) => AT_ONCE.includes(kind)))
    faults.push(await refuse(one));
  for (const one of REFUSALS) await play(page, stage, one);
  const playing = REFUSALS.filter(({ kind }) => !AT_ONCE.includes(kind));
  await reach(page, playing.map(nameOf), 0);
  for (const one of playing) faults.push(await refuse(one));

  for (const one of REFUSALS)
    await expect
      .poll(async () => (await report(page, nameOf(one))).phase, { timeout: 40_000 })
      .toBe('denied');
  const before = (await stage.media()).length;
  await page.waitForTimeout(QUIET_MS);
  expect((await stage.media()).slice(before), 'nothing is asked for after the end').toEqual([]);

  for (const one of REFUSALS) {
    const name = nameOf(one);
    const seen = await report(page, name);
    const refused = (await requestsOf(stage, one)).filter(isRefused);
    const wave = refused.filter(({ generation }) => generation === refused[0]?.generation).length;
    const first = seen.events.find(({ type }) => type === 'request-refused')?.at ?? NaN;
    const stopped = seen.events.find(({ type }) => type === 'stopped')?.at ?? NaN;
    expect.soft(seen.code, name).toBe('pass_refused');
    expect.soft(reasons(seen), name).toEqual(['pass_refused']);
    expect.soft(seen.errors.filter(({ fatal }) => fatal).length, name).toBe(1);
    expect.soft(refused.length, name).toBeLessThanOrEqual(Math.min(8, wave + 2));
    expect.soft(stopped - first, name).toBeLessThanOrEqual(5000);
    const credential = await stage.credential(one.asset);
    expect
      .soft(seen.errors.map(({ text }) => text).join(), name)
      .not.toContain(credential.slice(0, 12));
    console.log(
      `${name}: ${one.kind} refused ${refused.length} times (wave ${wave}), ended in ${Math.round(stopped - first)} ms`,
    );
  }

  for (const id of faults) await stage.heal(id);
  const from = new Map<string, number>();
  for (const one of REFUSALS) {
    const id = nameOf(one);
    from.set(id, (await report(page, id)).time);
    await page.evaluate((of) => window.engines.retry(of), id);
    // A load that failed is the application's to repeat.
    if (one.engine === 'shaka' && AT_ONCE.includes(one.kind))
      await page.evaluate(([of, src]) => window.engines.load(of, src), [
        id,
        `${stage.origin}/${one.asset}/${one.file}`,
      ] as const);
  }
  for (const [id, time] of from) await reach(page, [id], time + 1);
});

/** One of each engine, by a header that browsers carry across redirects and by one that they drop. */
const REDIRECTED: readonly EngineCase[] = [
  { engine: 'hlsjs', asset: 'header/launch-film', file: 'master.m3u8' },
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'master.m3u8' },
  { engine: 'shaka', asset: 'header/long-film', file: 'manifest.mpd' },
  { engine: 'shaka', asset: 'bearer/long-film', file: 'manifest.mpd' },
  { engine: 'dashjs', asset: 'header/public-film', file: 'manifest.mpd' },
  { engine: 'dashjs', asset: 'bearer/public-film', file: 'manifest.mpd' },
];

test('M7: a redirect to a stranger brings it no credential, and ends what it was put before', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  for (const one of REDIRECTED) await play(page, stage, one);
  await reach(page, REDIRECTED.map(nameOf), 0);
  await stage.fault({
    where: { listener: 'origin', kind: 'segment' },
    do: { action: 'redirect', to: `${stage.foreign}/stolen` },
  });
  for (const one of REDIRECTED) {
    const isCarried = one.asset.startsWith('header/');
    // What may not be redirected gets no answer at all; it is not known that this was a no.
    const code = isCarried ? 'media_unreachable' : 'redirect_refused';
    await expect
      .poll(async () => (await report(page, nameOf(one))).code, {
        timeout: 30_000,
        message: nameOf(one),
      })
      .toBe(code);
  }
  expect(await stage.leaks()).toEqual([]);
});

test('M7, control: the same redirect brings the stranger the header of an application without Playgate', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const bare = { engine: 'hlsjs', asset: 'header/live-two', file: 'master.m3u8' } as const;
  await play(page, stage, bare, { set: 'plain' });
  await reach(page, [nameOf(bare)], 0);
  await stage.fault({
    where: { listener: 'origin', kind: 'segment' },
    do: { action: 'redirect', to: `${stage.foreign}/stolen` },
  });
  await expect
    .poll(async () => (await stage.leaks()).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
});

const SIGNED_OUT: readonly EngineCase[] = [
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'master.m3u8', renewAhead: true },
  { engine: 'shaka', asset: 'query/long-film', file: 'manifest.mpd', renewAhead: true },
  { engine: 'dashjs', asset: 'header/long-film', file: 'manifest.mpd', renewAhead: true },
];

test('M13, T21: another source plays on with the pass; a sign-out stops every player, and a protection that is disposed of leaves nothing behind', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  for (const one of SIGNED_OUT) await play(page, stage, one);
  await reach(page, SIGNED_OUT.map(nameOf), 2);
  for (const { engine, asset, file } of SIGNED_OUT)
    await page.evaluate(([id, src]) => window.engines.load(id, src), [
      nameOf({ engine, asset, file }),
      `${stage.origin}/${asset}/${file}?again`,
    ] as const);
  // From the beginning, with pictures: the first seconds were left behind.
  for (const one of SIGNED_OUT)
    await expect
      .poll(async () => (await report(page, nameOf(one))).time, { message: nameOf(one) })
      .toBeLessThan(2);
  await reach(page, SIGNED_OUT.map(nameOf), 1);

  const [gone, ...left] = SIGNED_OUT;
  for (const one of left) await page.evaluate((id) => window.engines.signOut(id), nameOf(one));
  if (gone !== undefined) await page.evaluate((id) => window.engines.dispose(id), nameOf(gone));
  const mark = await stage.mark();
  for (const one of left) {
    const seen = await report(page, nameOf(one));
    expect.soft(seen.phase, nameOf(one)).toBe('signed-out');
    expect.soft(reasons(seen), nameOf(one)).toEqual(['signed_out']);
  }
  for (const one of SIGNED_OUT)
    await page.evaluate((id) => window.engines.seek(id, 30), nameOf(one));
  // The one without a protection asks as it would without Playgate: without a credential.
  await expect
    .poll(
      async () =>
        (await stage.media(mark)).filter(
          ({ verdict }) => verdict === 'malformed' || verdict === 'missing',
        ).length,
    )
    .toBeGreaterThan(0);
  expect((await stage.media(mark)).filter(({ credential }) => credential !== 'none')).toEqual([]);
});

test('M15: the browser itself plays with cookies, and says that it cannot set a header', async ({
  page,
  stage,
}) => {
  // The same site as the page: a browser sends no other cookies along.
  const origin = stage.origin.replace('127.0.0.1', 'localhost');
  const asset = 'cookie/launch-film';
  await open(page, stage);
  await page.evaluate(
    ([url, value]) =>
      fetch(url, { method: 'POST', body: JSON.stringify({ value }), credentials: 'include' }),
    [`${origin}/cookie`, await stage.credential(asset)] as const,
  );
  const plays = { engine: 'native', asset, file: 'master.m3u8' } as const;
  const cannot = { engine: 'native', asset: 'bearer/launch-film', file: 'master.m3u8' } as const;
  await play(page, stage, plays, { src: `${origin}/${asset}/master.m3u8` });
  await play(page, stage, cannot);
  await reach(page, [nameOf(plays)], 2);
  expect(reasons(await report(page, nameOf(plays)))).toEqual([]);
  expect(await report(page, nameOf(cannot))).toMatchObject({
    phase: 'unsupported',
    code: 'placement_unsupported',
    time: 0,
  });
});

test('captions, posters and the page’s own fetch go through the pass', async ({ page, stage }) => {
  await open(page, stage);
  const asset = 'query/launch-film';
  const loaded = await page.evaluate(([film, base]) => window.engines.loadFiles(film, base), [
    asset,
    `${stage.origin}/${asset}/`,
  ] as const);
  expect(loaded).toMatchObject({
    cues: 60,
    url: `${stage.origin}/${asset}/master.m3u8`,
    restored: true,
  });
  expect(loaded.width).toBeGreaterThan(0);
  expect(loaded.manifest).toContain('#EXTM3U');
});
