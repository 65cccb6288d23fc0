import type { NativeStart } from '../site/native.ts';
import { expect, test } from '../stage/every-browser-test.ts';
import type { Stage } from '../stage/stage.ts';
import type { Tab } from '../stage/tab.ts';

test.use({ webkitPlaysHls: true });

const HEADER = 'bearer/launch-film';

async function play(tab: Tab, stage: Stage, wanted: NativeStart): Promise<void> {
  await tab.goto(`${stage.app}/native.html`);
  await tab.waitForFunction(() => 'native' in window, undefined);
  await tab.evaluate((options) => window.native.start(options), wanted);
}

const report = (tab: Tab) => tab.evaluate(() => window.native.report(), undefined);

async function seeFilm(tab: Tab, from = 0): Promise<void> {
  await expect
    .poll(
      async () => {
        const { frames, time } = await report(tab);
        return frames > 12 && time > from;
      },
      { message: 'decoded frames', timeout: 20_000 },
    )
    .toBe(true);
}

/** The film's requests, by whether the media server was content. */
async function verdicts(stage: Stage, asset: string): Promise<ReadonlySet<unknown>> {
  const entries = (await stage.media()).filter(({ path }) => path.startsWith(`/${asset}/`));
  return new Set(entries.map(({ verdict }) => verdict));
}

test('HLS: a cookie of the same site goes with everything that the browser loads', async ({
  tab,
  stage,
}) => {
  const asset = 'cookie/launch-film';
  const origin = stage.origin.replace('127.0.0.1', 'localhost');
  await tab.goto(`${stage.app}/native.html`);
  const cookie = { url: `${origin}/cookie`, value: await stage.credential(asset) };
  await tab.evaluate(async ({ url, value }) => {
    const body = JSON.stringify({ value });
    await fetch(url, { method: 'POST', body, credentials: 'include' });
  }, cookie);
  await play(tab, stage, { asset, src: `${origin}/${asset}/master.m3u8` });
  await seeFilm(tab, 1);
  expect(await verdicts(stage, asset)).toEqual(new Set(['ok']));
});

test('HLS: playlists that the server rewrites carry the query to all that they name', async ({
  tab,
  stage,
}) => {
  const asset = 'query/launch-film';
  const src = `/hls?asset=${asset}&manifest=${encodeURIComponent(stage.master(asset))}`;
  await play(tab, stage, { src });
  await seeFilm(tab, 1);
  const media = await stage.media();
  expect(new Set(media.map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
  for (const kind of ['manifest', 'playlist', 'key', 'segment'])
    expect(media.map((entry) => entry.kind)).toContain(kind);
});

test('HLS: the same query on the source alone plays nothing (control)', async ({ tab, stage }) => {
  const asset = 'query/launch-film';
  await play(tab, stage, { src: `${stage.master(asset)}?token=${await stage.credential(asset)}` });
  await expect.poll(async () => (await report(tab)).failed).toBeGreaterThan(0);
  expect(await verdicts(stage, asset)).toEqual(new Set(['ok', 'missing']));
});

test('HLS, A55: through the worker every request has the header, until the viewer signs out', async ({
  browserName,
  tab,
  stage,
}) => {
  test.skip(browserName === 'webkit', 'GStreamer loads what a playlist names past the worker');
  stage.backend.lifetimeMs = 2000;
  await play(tab, stage, { asset: HEADER, src: stage.master(HEADER), media: `${stage.origin}/` });
  await seeFilm(tab, 3);
  expect(await report(tab)).toMatchObject({ canAttachHeaders: true, phase: 'authorized' });
  const media = await stage.media();
  expect(await verdicts(stage, HEADER)).toEqual(new Set(['ok']));
  expect(new Set(media.map(({ credential }) => credential))).toEqual(new Set(['bearer']));
  const { src } = await report(tab);
  expect(src).toBe(stage.master(HEADER));
  await tab.evaluate(() => window.native.signOut(), undefined);
  const mark = await stage.mark();
  await tab.evaluate(() => window.native.seek(90), undefined);
  await expect.poll(async () => (await report(tab)).phase).toBe('signed-out');
  expect(await stage.media(mark)).toEqual([]);
});

test('a file through the worker: ranges pass, and refused ones are asked for again', async ({
  browserName,
  tab,
  stage,
}) => {
  const src = `${stage.origin}/${HEADER}/film.mp4`;
  await stage.fault({
    where: { path: 'film\\.mp4$' },
    do: { action: 'refuse', status: 403 },
    times: 1,
  });
  await play(tab, stage, { asset: HEADER, src, media: `${stage.origin}/` });
  await seeFilm(tab, 1);
  // WebKitGTK asks for the whole file, and finds no way about in this one.
  const whole = browserName === 'webkit';
  if (!whole) {
    await tab.evaluate(() => window.native.seek(20), undefined);
    await seeFilm(tab, 20);
  }
  expect((await report(tab)).failed).toBeFalsy();
  const statuses = (await stage.media()).map(({ status }) => status);
  expect(statuses[0]).toBe(403);
  expect(new Set(statuses.slice(1))).toEqual(new Set([whole ? 200 : 206]));
});

test('M15: without a worker a header is not placed, and the error says what to do', async ({
  tab,
  stage,
}) => {
  await play(tab, stage, { asset: HEADER, src: stage.master(HEADER) });
  await expect.poll(async () => (await report(tab)).phase).toBe('unsupported');
  expect(await report(tab)).toMatchObject({
    canAttachHeaders: false,
    code: 'placement_unsupported',
    instead: 'media-source',
    time: 0,
  });
  expect(await stage.media()).toEqual([]);
  // And the browser alone is refused.
  await tab.evaluate((src) => window.native.start({ src }), `${stage.origin}/${HEADER}/film.mp4`);
  await expect.poll(async () => (await report(tab)).failed).toBe(4);
  expect(await verdicts(stage, HEADER)).toEqual(new Set(['missing']));
});
