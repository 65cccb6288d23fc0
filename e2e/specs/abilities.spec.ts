import { expect, test } from '../stage/test.ts';
import { open, playsOn, report, seePicture, start } from './watch.ts';

const ASSET = 'bearer/launch-film';

const moments = [
  { when: 'construction', name: 'at construction', missing: 0 },
  { when: 'later', name: 'by src() later', missing: 0 },
  // The first request may be out already; it is replayed unseen.
  { when: 'before-attach', name: 'by src(), and the plugin right after', missing: 1 },
  { when: 'after-failure', name: 'long before the plugin, and has failed', missing: 1 },
] as const;

for (const { when, name, missing } of moments)
  test(`the source is given ${name}`, async ({ page, stage }) => {
    await open(page, stage.app);
    await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), when });
    await seePicture(page);
    const without = (await stage.media()).filter((entry) => entry.verdict === 'missing');
    expect(without.length).toBeLessThanOrEqual(missing);
    expect((await report(page)).error).toBeNull();
  });

test('two players with two films do not see each other’s pass', async ({ page, stage }) => {
  await open(page, stage.app);
  await start(page, {
    player: 'kit',
    id: 'a',
    asset: 'bearer/launch-film',
    src: stage.master('bearer/launch-film'),
  });
  await start(page, {
    player: 'kit',
    id: 'b',
    asset: 'query/long-film',
    src: stage.master('query/long-film'),
  });
  await seePicture(page, 'a');
  await seePicture(page, 'b');
  const media = await stage.media();
  const credentials = (path: string): string[] => [
    ...new Set(
      media.filter((entry) => entry.path.startsWith(path)).map((entry) => entry.credential),
    ),
  ];
  expect(credentials('/bearer/')).toEqual(['bearer']);
  expect(credentials('/query/')).toEqual(['query']);
});

test('an advertisement that swaps the source and back gets nothing, and the film goes on', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET) });
  await seePicture(page);
  await page.evaluate((src) => window.harness.src(src), stage.master('open/public-film'));
  await expect.poll(async () => (await report(page)).duration).toBeCloseTo(40, 0);
  await seePicture(page);
  await page.evaluate((src) => window.harness.src(src), stage.master(ASSET));
  await expect.poll(async () => (await report(page)).duration).toBeCloseTo(120, 0);
  expect((await playsOn(page, 3)).seen.errors).toBe(0);
  const advertisement = (await stage.media()).filter((entry) => entry.path.startsWith('/open/'));
  expect(advertisement.length).toBeGreaterThan(3);
  expect(advertisement.every((entry) => entry.credential === 'none')).toBe(true);
});

test('captions behind the pass load with it', async ({ page, stage }) => {
  await open(page, stage.app);
  await start(page, {
    player: 'kit',
    asset: ASSET,
    src: stage.master(ASSET),
    tracks: [{ src: `${stage.origin}/${ASSET}/captions/en.vtt`, srclang: 'en', label: 'English' }],
  });
  await seePicture(page);
  await expect.poll(async () => (await report(page)).cues).toBeGreaterThan(10);
  expect((await stage.media()).filter((entry) => entry.kind === 'track').at(-1)?.verdict).toBe(
    'ok',
  );
});

test('M15 natively loaded media cannot carry a header: said at set-up', async ({ page, stage }) => {
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), native: true });
  await expect.poll(async () => (await report(page)).phase).toBe('unsupported');
  expect((await report(page)).code).toBe('placement_unsupported');
});

test('refusals without CORS headers are replayed with a new pass', async ({ page, stage }) => {
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), buffer: 8 });
  await seePicture(page);
  await stage.fault({
    where: { listener: 'origin', kind: 'segment' },
    do: { action: 'refuse', status: 401, cors: false },
    times: 1,
  });
  expect(await playsOn(page, 12)).toMatchObject({ ok: true });
});

test('M7 a redirect to another origin that the pass names is followed with the credential', async ({
  page,
  stage,
}) => {
  const elsewhere = `/${ASSET}/144p/0.ts`;
  await stage.fault({
    where: { listener: 'origin', path: `^/${ASSET}/(240p|360p)/`, kind: 'segment' },
    do: { action: 'redirect', to: stage.origin.replace('127.0.0.1', 'localhost') + elsewhere },
  });
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET) });
  const led = async () =>
    (await stage.media()).filter((entry) => entry.path === elsewhere).map((entry) => entry.verdict);
  await expect.poll(led, { timeout: 20_000 }).toContain('ok');
  // The browser dropped the header on the way.
  expect((await led())[0]).toBe('missing');
  expect((await report(page)).phase).toBe('authorized');
});

test('M13 disposing while a pass is on its way leaves nothing', async ({ page, stage }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await open(page, stage.app);
  stage.backend.down = true;
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET) });
  await page.evaluate(() => window.harness.dispose());
  stage.backend.down = false;
  const mark = await stage.mark();
  await start(page, {
    player: 'kit',
    id: 'two',
    asset: 'bearer/long-film',
    src: stage.master('bearer/long-film'),
  });
  await seePicture(page, 'two');
  expect((await stage.media(mark)).filter((entry) => entry.path.startsWith(`/${ASSET}/`))).toEqual(
    [],
  );
  expect(problems).toEqual([]);
});
