import type { FaultAction } from '@playgate/sandbox';
import { nameOf } from '../stage/engine-cases.ts';
import type { EngineCase } from '../stage/engine-cases.ts';
import { expect, test } from '../stage/test.ts';
import { open, play, reach, reasons, report } from './engine-watch.ts';

/** Before the first byte: what browsers lost before the answer they would send again by themselves. */
const CUT: FaultAction = { action: 'transport', limitBytes: 0, ending: 'reset' };

/** Two troubles for each, one after the other. No two share an asset. */
const TROUBLED: readonly (EngineCase & { readonly troubles: readonly FaultAction[] })[] = (
  [
    ['bearer', [CUT, { action: 'status', status: 429, retryAfter: 1 }]],
    ['query', [{ action: 'status', status: 503 }, { action: 'truncate' }]],
    ['header', [{ action: 'html' }, CUT]],
  ] as const
).flatMap(([scheme, troubles]) => [
  { engine: 'hlsjs', asset: `${scheme}/launch-film`, file: 'master.m3u8', troubles },
  { engine: 'shaka', asset: `${scheme}/public-film`, file: 'master.m3u8', troubles },
  { engine: 'dashjs', asset: `${scheme}/long-film`, file: 'manifest.mpd', troubles },
]);
/** How long each takes. */
const TROUBLE_MS = [10_000, 5000];

/** Where nothing is buffered. dash.js buffers a minute. */
const elsewhere = ({ engine }: EngineCase, round: number): number =>
  (engine === 'dashjs' ? 150 : 15) * (round + 1);

test('N1, N2, M11, M12: after ten seconds in which nothing is answered, or nothing right, every engine plays on by itself', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  for (const one of TROUBLED) await play(page, stage, one);
  await reach(page, TROUBLED.map(nameOf), 0);
  for (const round of [0, 1]) {
    const faults: string[] = [];
    for (const { asset, troubles } of TROUBLED)
      faults.push(
        await stage.fault({ where: { path: `^/${asset}/` }, do: troubles[round] ?? CUT }),
      );
    const began = Date.now();
    for (const one of TROUBLED)
      await page.evaluate(([id, to]) => window.engines.seek(id, to), [
        nameOf(one),
        elsewhere(one, round),
      ] as const);
    for (const one of TROUBLED)
      await expect
        .poll(async () => (await report(page, nameOf(one))).code, {
          timeout: 10_000,
          message: nameOf(one),
        })
        .toBe('media_unreachable');
    await page.waitForTimeout(Math.max((TROUBLE_MS[round] ?? 0) - (Date.now() - began), 0));
    for (const fault of faults) await stage.heal(fault);
    for (const one of TROUBLED) {
      await reach(page, [nameOf(one)], elsewhere(one, round) + 1);
      // The picture may come before everything else that was held is answered.
      await expect
        .poll(async () => (await report(page, nameOf(one))).phase, { message: nameOf(one) })
        .toBe('authorized');
      const { errors } = await report(page, nameOf(one));
      expect
        .soft(
          errors.filter(({ fatal }) => fatal),
          nameOf(one),
        )
        .toEqual([]);
    }
  }
  for (const one of TROUBLED)
    console.log(
      `${nameOf(one)}: ${reasons(await report(page, nameOf(one))).join(', ') || 'silent'}`,
    );
});

test('N1, control: without Playgate such an outage ends every engine', async ({ page, stage }) => {
  await open(page, stage);
  const bare = TROUBLED.slice(0, 3);
  for (const one of bare) await play(page, stage, one, { set: 'plain', marks: false });
  await reach(page, bare.map(nameOf), 0);
  for (const { asset } of bare) await stage.fault({ where: { path: `^/${asset}/` }, do: CUT });
  for (const one of bare)
    await page.evaluate(([id, to]) => window.engines.seek(id, to), [
      nameOf(one),
      elsewhere(one, 0),
    ] as const);
  for (const one of bare)
    await expect
      .poll(async () => (await report(page, nameOf(one))).errors.some(({ fatal }) => fatal), {
        timeout: 30_000,
        message: nameOf(one),
      })
      .toBe(true);
});

/** One of each engine, redirected while it plays, and one of each that is opened so. */
const REDIRECTED: readonly (EngineCase & { readonly kind: 'manifest' | 'segment' })[] = [
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'master.m3u8', kind: 'segment' },
  { engine: 'hlsjs', asset: 'query/launch-film', file: 'master.m3u8', kind: 'manifest' },
  { engine: 'shaka', asset: 'bearer/public-film', file: 'master.m3u8', kind: 'segment' },
  { engine: 'shaka', asset: 'query/public-film', file: 'master.m3u8', kind: 'manifest' },
  { engine: 'dashjs', asset: 'bearer/long-film', file: 'manifest.mpd', kind: 'segment' },
  { engine: 'dashjs', asset: 'query/long-film', file: 'manifest.mpd', kind: 'manifest' },
];

test('M7: a redirect to a stranger is one error that names it, of whatever it befalls; a retry plays on', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const redirect = ({ kind, asset }: (typeof REDIRECTED)[number]): Promise<string> =>
    stage.fault({
      where: { listener: 'origin', kind, path: `^/${asset}/` },
      do: { action: 'redirect', to: `${stage.foreign}/stolen` },
    });
  const faults: string[] = [];
  const playing = REDIRECTED.filter(({ kind }) => kind === 'segment');
  for (const one of REDIRECTED.filter(({ kind }) => kind === 'manifest'))
    faults.push(await redirect(one));
  for (const one of REDIRECTED) await play(page, stage, one);
  await reach(page, playing.map(nameOf), 0);
  for (const one of playing) faults.push(await redirect(one));
  for (const one of playing)
    await page.evaluate(([id, to]) => window.engines.seek(id, to), [
      nameOf(one),
      elsewhere(one, 0),
    ] as const);
  for (const one of REDIRECTED)
    await expect
      .poll(async () => reasons(await report(page, nameOf(one))), {
        timeout: 20_000,
        message: nameOf(one),
      })
      .toEqual(['redirect_refused']);
  expect(await stage.leaks()).toEqual([]);

  for (const fault of faults) await stage.heal(fault);
  for (const one of REDIRECTED) {
    await page.evaluate((id) => window.engines.retry(id), nameOf(one));
    // A load that failed is the application's to repeat.
    if (one.engine === 'shaka' && one.kind === 'manifest')
      await page.evaluate(([id, src]) => window.engines.load(id, src), [
        nameOf(one),
        `${stage.origin}/${one.asset}/${one.file}`,
      ] as const);
  }
  for (const one of REDIRECTED)
    await reach(page, [nameOf(one)], one.kind === 'segment' ? elsewhere(one, 0) + 1 : 1);
});
