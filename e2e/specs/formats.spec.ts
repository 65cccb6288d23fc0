import type { JournalEntry } from '@playgate/sandbox';
import type { Page } from '@playwright/test';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { soon } from './soon.ts';
import { open, report, start } from './watch.ts';

const DASH = 'application/dash+xml';
const HLS = 'application/x-mpegURL';
const PICTURES = ['#EXT-X-STREAM-INF:BANDWIDTH=65000,CODECS="avc1.4d400c"', 'index.m3u8'];

/** Plays a file of an asset behind its pass. */
const play = (page: Page, stage: Stage, id: string, asset: string, file: string): Promise<void> =>
  start(page, {
    ...{ id, player: 'kit', asset, ui: false },
    ...{ src: `${stage.origin}/${asset}/${file}`, type: file.endsWith('.mpd') ? DASH : HLS },
  });

/** Decoded pictures, up to some second of the film. */
async function reach(page: Page, id: string, time: number): Promise<void> {
  const look = async (): Promise<boolean> => {
    const seen = await report(page, id);
    return seen.time >= time && seen.frames > 12;
  };
  await soon(look, { timeout: 30_000, message: `${id} at ${time} s` }).toBe(true);
}

const of = async (stage: Stage, path: RegExp): Promise<readonly JournalEntry[]> =>
  (await stage.media()).filter((entry) => path.test(entry.path));

/** Answers a path with a text from now on. */
const answer = (stage: Stage, path: string, lines: readonly string[]): Promise<string> =>
  stage.fault({
    where: { listener: 'origin', path },
    do: { action: 'status', status: 200, body: `${lines.join('\n')}\n` },
  });

const opened = (page: Page): Promise<string[]> =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));

/** The same film on two origins, between which a server steers. Gives the second, and steers from then on. */
async function twoPathways(stage: Stage, page: Page, ...first: readonly string[]) {
  const two = stage.origin.replace('127.0.0.1', 'localhost');
  const pathway = (id: string, base: string): readonly string[] => [
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${id}",NAME="Sound",DEFAULT=YES,URI="${base}fmp4/snd/index.m3u8"`,
    `#EXT-X-STREAM-INF:BANDWIDTH=65000,CODECS="avc1.4d400c,mp4a.40.2",AUDIO="${id}",PATHWAY-ID="${id}"`,
    `${base}fmp4/144p/index.m3u8`,
  ];
  await answer(stage, '^/query/launch-film/steered/master\\.m3u8$', [
    ...['#EXTM3U', '#EXT-X-VERSION:7'],
    `#EXT-X-CONTENT-STEERING:SERVER-URI="${stage.origin}/bearer/launch-film/steering.json",PATHWAY-ID="one"`,
    ...pathway('one', `${stage.origin}/query/launch-film/`),
    ...pathway('two', `${two}/bearer/launch-film/`),
  ]);
  const steer = (...priority: readonly string[]): Promise<string> =>
    answer(stage, 'steering\\.json$', [
      JSON.stringify({ VERSION: 1, TTL: 1, 'PATHWAY-PRIORITY': priority }),
    ]);
  const steering = await steer(...first);
  const src = `${stage.origin}/query/launch-film/steered/master.m3u8`;
  await start(page, {
    ...{ player: 'kit', asset: 'steered/launch-film', src, type: HLS, ui: false, buffer: 8 },
  });
  return { two, steer, steering };
}

test('DASH by template and by index, and HLS over fragmented MP4, play through passes of 3 s; parts, indexes and initialization carry them', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await open(page, stage.app);
  const cases = [
    ['template', 'bearer/launch-film', 'manifest.mpd'],
    ['index', 'query/public-film', 'indexed/manifest.mpd'],
    ['fmp4', 'header/long-film', 'fmp4/master.m3u8'],
  ] as const;
  for (const [id, asset, file] of cases) await play(page, stage, id, asset, file);
  for (const [id] of cases) await reach(page, id, 5);
  for (const [id, asset] of cases) {
    const { waiting, errors, error } = await report(page, id);
    expect.soft({ id, waiting, errors, error }).toEqual({ id, waiting: 0, errors: 0, error: null });
    const asked = await of(stage, new RegExp(`^/${asset}/`));
    expect.soft(asked.filter(({ verdict }) => verdict === 'missing')).toEqual([]);
    const good = asked.filter(({ verdict }) => verdict === 'ok');
    expect.soft(new Set(good.map(({ generation }) => generation)).size).toBeGreaterThan(1);
  }
  const parts = await of(stage, /indexed\/.*\.mp4$/);
  // What a file is, the engine finds out by its beginning, and calls the rest off.
  const whole = parts.filter(({ range }) => range !== true);
  expect(whole.length).toBeLessThanOrEqual(new Set(parts.map(({ path }) => path)).size);
  expect(parts.length - whole.length).toBeGreaterThan(4);
  const inits = await of(stage, /launch-film\/dash\/.*init\.mp4$|long-film\/dash\/.*init\.mp4$/);
  expect(inits.length).toBeGreaterThanOrEqual(4);
});

test('M2, M6: a final no to a manifest, an index or an initialization segment is a state with a name within 8 requests; a retry plays on', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  const refuse = (path: string): Promise<string> =>
    stage.fault({ where: { path }, do: { action: 'refuse', status: 403 } });
  const cases = [
    ['manifest', 'bearer/launch-film', 'manifest.mpd', '^/bearer/launch-film/manifest'],
    ['index', 'query/public-film', 'indexed/manifest.mpd', '^/query/public-film/indexed/.*mp4$'],
    ['init', 'header/long-film', 'fmp4/master.m3u8', '^/header/long-film/.*init\\.mp4$'],
  ] as const;
  const faults: string[] = [];
  for (const [, , , path] of cases) faults.push(await refuse(path));
  for (const [id, asset, file] of cases) await play(page, stage, id, asset, file);
  for (const [id, , , path] of cases) {
    await soon(async () => (await report(page, id)).error?.code, { timeout: 20_000 }).toBe(2);
    const { phase, code } = await report(page, id);
    expect.soft({ id, phase, code }).toEqual({ id, phase: 'denied', code: 'pass_refused' });
    const refused = (await of(stage, new RegExp(path))).filter(({ status }) => status === 403);
    expect.soft(refused.length).toBeLessThanOrEqual(8);
  }
  for (const fault of faults) await stage.heal(fault);
  for (const [id] of cases) await page.evaluate((one) => window.harness.retry(one), id);
  for (const [id] of cases) await reach(page, id, 0.5);
});

test('A52: a clock that a DASH manifest names gets no credential, unless the pass names it', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  const film = `${stage.origin}/open/launch-film`;
  const manifest = await (await fetch(`${film}/manifest.mpd`)).text();
  const clocks = {
    'bearer/launch-film': `${film}/time`,
    'query/launch-film': `${stage.origin}/query/launch-film/time`,
    'header/launch-film': `${stage.foreign}/time`,
  };
  await answer(stage, '/launch-film/time$', [new Date().toISOString()]);
  for (const [asset, value] of Object.entries(clocks)) {
    const clock = `<UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="${value}"/>`;
    await answer(stage, `^/${asset}/manifest`, [manifest.replace('</MPD>', `${clock}</MPD>`)]);
    await play(page, stage, asset, asset, 'manifest.mpd');
  }
  for (const asset of Object.keys(clocks)) await reach(page, asset, 0.5);
  const asked = (await of(stage, /\/time$/)).map(({ path, credential }) => [path, credential]);
  expect(asked).toContainEqual(['/open/launch-film/time', 'none']);
  expect(asked).toContainEqual(['/query/launch-film/time', 'query']);
  expect(asked).toHaveLength(2);
  const foreign = (await stage.journal()).filter(({ listener }) => listener === 'foreign');
  expect(foreign.map(({ path, credential }) => [path, credential])).toEqual([['/time', 'none']]);
  expect(await stage.leaks()).toEqual([]);
});

test('content steering moves playback to another origin: the steering manifest and each pathway have their own credential', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await open(page, stage.app);
  const { two, steer, steering: first } = await twoPathways(stage, page, 'one', 'two');
  await reach(page, 'one', 3);
  expect(await of(stage, /^\/bearer\/launch-film\/dash\//)).toEqual([]);
  await stage.heal(first);
  await steer('two', 'one');
  await soon(async () => (await of(stage, /^\/bearer\/.*\.m4s$/)).length, {
    ...{ timeout: 20_000, message: 'the other pathway' },
  }).toBeGreaterThan(1);
  await reach(page, 'one', (await report(page)).time + 2);

  const { waiting, errors, error } = await report(page);
  expect({ waiting, errors, error }).toEqual({ waiting: 0, errors: 0, error: null });
  const steering = await of(stage, /steering\.json$/);
  expect(steering.length).toBeGreaterThan(3);
  expect(new Set(steering.map(({ credential }) => credential))).toEqual(new Set(['bearer']));
  expect(new Set(steering.map(({ generation }) => generation)).size).toBeGreaterThan(1);
  const all = await stage.media();
  expect(all.filter(({ verdict }) => verdict === 'missing' || verdict === 'wrong')).toEqual([]);
  const urls = await opened(page);
  const steered = urls.filter((url) => url.includes('steering.json?'));
  expect(steered.length).toBeGreaterThan(0);
  for (const url of steered) expect(url).toMatch(/\?_HLS_pathway=(one|two)&_HLS_throughput=\d+$/);
  expect(urls.some((url) => url.startsWith(`${two}/`) && url.includes('token='))).toBe(false);
});

test('M2: a pathway that is broken is left to the engine, which takes the other; one that refuses is a final no', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  await twoPathways(stage, page, 'one', 'two');
  await reach(page, 'one', 0.5);
  const lost = { action: 'status', status: 404 } as const;
  await stage.fault({ where: { path: '^/query/launch-film/dash/' }, do: lost });
  const others = async (): Promise<number> => (await of(stage, /^\/bearer\/.*\.m4s$/)).length;
  await soon(others, { timeout: 20_000, message: 'the other pathway' }).toBeGreaterThan(0);
  const path = '^/bearer/launch-film/dash/';
  await stage.fault({ where: { path }, do: { action: 'refuse', status: 403 } });
  await soon(async () => (await report(page)).phase, { timeout: 20_000 }).toBe('denied');
  expect((await report(page)).code).toBe('pass_refused');
  const refused = (await of(stage, new RegExp(path))).filter(({ status }) => status === 403);
  expect(refused.length).toBeLessThanOrEqual(8);
});

test('parts of low latency are asked for with the pass, and blocking reloads keep their _HLS_ parameters byte for byte', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await open(page, stage.app);
  const file = (n: number): string => `../dash/144p/${n}.m4s`;
  await answer(stage, '^/query/launch-film/ll/master', ['#EXTM3U', ...PICTURES]);
  await answer(stage, '^/query/launch-film/ll/index', [
    ...['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-TARGETDURATION:4', '#EXT-X-PART-INF:PART-TARGET=4'],
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=12',
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-MAP:URI="../dash/144p/init.mp4"'],
    ...[1, 2, 3, 4, 5].flatMap((n) => ['#EXTINF:4,', file(n)]),
    ...[6, 7].map((n) => `#EXT-X-PART:DURATION=4,URI="${file(n)}",INDEPENDENT=YES`),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${file(8)}"`,
  ]);
  await play(page, stage, 'one', 'query/launch-film', 'll/master.m3u8');
  await soon(async () => (await report(page)).frames, { timeout: 20_000 }).toBeGreaterThan(48);
  const parts = await of(stage, /dash\/144p\/[678]\.m4s$/);
  expect(parts.length).toBeGreaterThan(0);
  expect(new Set(parts.map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
  const reloads = async (): Promise<readonly string[]> =>
    (await opened(page)).filter((url) => url.includes('/ll/index.m3u8?_HLS'));
  await soon(async () => (await reloads()).length, { timeout: 15_000 }).toBeGreaterThan(0);
  for (const url of await reloads())
    expect(url).toMatch(/index\.m3u8\?_HLS_msn=5&_HLS_part=\d+&token=[^&]+$/);
  expect((await report(page)).error).toBeNull();
});

test('with cacheEncryptionKeys a key is asked for once for each playlist, and without it with every segment', async ({
  page,
  stage,
}) => {
  await open(page, stage.app);
  const common = { player: 'kit', ui: false, buffer: 30 } as const;
  const assets = { kept: 'bearer/launch-film', asked: 'bearer/long-film' };
  for (const [id, asset] of Object.entries(assets))
    await start(page, {
      ...{ ...common, id, asset, src: stage.master(asset) },
      vhs: { cacheEncryptionKeys: id === 'kept' },
    });
  const count = async (film: string, kind: JournalEntry['kind']): Promise<number> =>
    (await of(stage, new RegExp(film))).filter((entry) => entry.kind === kind).length;
  for (const film of ['launch-film', 'long-film'])
    await soon(() => count(film, 'segment'), { timeout: 20_000 }).toBeGreaterThan(10);
  for (const id of Object.keys(assets)) await reach(page, id, 0.5);
  const playlists = (await count('launch-film', 'playlist')) + 1;
  expect(await count('launch-film', 'key')).toBeLessThanOrEqual(playlists);
  expect(await count('long-film', 'key')).toBeGreaterThan(8);
});
