import { expect, test } from '../stage/every-browser-test.ts';
import { open, playsOn, report, seePicture, start } from './watch.ts';

const FILM = 'bearer/launch-film';
/** The engine keeps a short buffer, so that media is requested to the end. */
const BUFFER_SECONDS = 8;
/** What a loaded machine may take: WebKitGTK decodes without the help of hardware. */
const LOADED = { timeout: 40_000 };

test('passes of 3 s, 20 s watched, the picture never stops', async ({ tab, stage }) => {
  stage.backend.lifetimeMs = 3000;
  await open(tab, stage.app);
  await start(tab, { player: 'kit', asset: FILM, src: stage.master(FILM), buffer: BUFFER_SECONDS });
  await seePicture(tab);
  const { ok, seen } = await playsOn(tab, 20);
  const { waiting, errors, error } = seen;
  expect.soft({ waiting, errors, error }).toEqual({ waiting: 0, errors: 0, error: null });
  expect(ok).toBe(true);
  const accepted = (await stage.media()).filter((entry) => entry.verdict === 'ok');
  expect(new Set(accepted.map((entry) => entry.generation)).size).toBeGreaterThanOrEqual(4);
});

for (const scheme of ['bearer', 'header', 'query'] as const)
  test(`the credential is placed as ${scheme}, and every request of the film has it`, async ({
    tab,
    stage,
  }) => {
    const asset = `${scheme}/launch-film`;
    await open(tab, stage.app);
    await start(tab, { player: 'kit', asset, src: stage.master(asset) });
    await seePicture(tab);
    const media = await stage.media();
    expect(new Set(media.map((entry) => entry.credential))).toEqual(new Set([scheme]));
    expect(new Set(media.map((entry) => entry.verdict))).toEqual(new Set(['ok']));
  });

test('refused playlists, keys and segments are asked for again, and nobody notices', async ({
  tab,
  stage,
}) => {
  for (const kind of ['playlist', 'key', 'segment'] as const)
    await stage.fault({
      where: { kind },
      do: { action: 'refuse', status: 403 },
      skip: 1,
      times: 1,
    });
  await open(tab, stage.app);
  await start(tab, { player: 'kit', asset: FILM, src: stage.master(FILM), buffer: BUFFER_SECONDS });
  await seePicture(tab);
  await expect.poll(async () => (await report(tab)).time, LOADED).toBeGreaterThan(5);
  const { waiting, errors, error, replays } = await report(tab);
  expect({ waiting, errors, error }).toEqual({ waiting: 0, errors: 0, error: null });
  expect(replays).toBeGreaterThanOrEqual(3);
  expect((await stage.media()).filter((entry) => entry.status === 403)).toHaveLength(3);
});

for (const kind of ['manifest', 'segment'] as const)
  test(`a permanent refusal of the ${kind} ends in a named error within 5 s`, async ({
    tab,
    stage,
  }) => {
    await stage.fault({ where: { kind }, do: { action: 'refuse', status: 403 } });
    await open(tab, stage.app);
    await start(tab, { player: 'kit', asset: FILM, src: stage.master(FILM) });
    await expect.poll(async () => (await report(tab)).error).not.toBeNull();
    const { phase, code, error, events } = await report(tab);
    expect({ phase, code }).toEqual({ phase: 'denied', code: 'pass_refused' });
    expect(error?.message).toBeTruthy();
    const at = (type: string): number => events.find((event) => event.type === type)?.at ?? NaN;
    expect(at('stopped') - at('request-refused')).toBeLessThanOrEqual(5000);
    const refused = (await stage.media()).filter((entry) => entry.status === 403);
    expect(refused.length).toBeLessThanOrEqual(8);
  });

test('after a sign-out nothing is asked for any more', async ({ tab, stage }) => {
  await open(tab, stage.app);
  await start(tab, { player: 'kit', asset: FILM, src: stage.master(FILM), buffer: 4 });
  await seePicture(tab);
  await tab.evaluate(() => window.harness.signOut(), undefined);
  const mark = await stage.mark();
  // Where nothing is buffered that could hide it.
  await tab.evaluate(() => window.harness.seek(90), undefined);
  await expect.poll(async () => (await report(tab)).error).not.toBeNull();
  expect((await report(tab)).phase).toBe('signed-out');
  expect(await stage.media(mark)).toEqual([]);
});

test('the gate opens in its frame, and the film behind it plays', async ({ tab, stage }) => {
  const asset = 'hash/launch-film';
  await open(tab, stage.app);
  await start(tab, { player: 'kit', asset, src: stage.master(asset) });
  await tab.press('Open the door');
  await tab.pressInFrame('Sign in as ada');
  await seePicture(tab);
  const credentials = (await stage.media()).map((entry) => entry.credential);
  expect(new Set(credentials)).toEqual(new Set(['query']));
});

test('captions behind the pass load with it', async ({ tab, stage }) => {
  const src = `${stage.origin}/${FILM}/captions/en.vtt`;
  await open(tab, stage.app);
  await start(tab, {
    player: 'kit',
    asset: FILM,
    src: stage.master(FILM),
    tracks: [{ src, srclang: 'en', label: 'English' }],
  });
  await expect.poll(async () => (await report(tab)).cues).toBeGreaterThan(10);
});
