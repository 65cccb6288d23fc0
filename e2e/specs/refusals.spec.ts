import { expect, test } from '../stage/test.ts';
import { open, report, seePicture, start } from './watch.ts';

/** How long the bare player's refused requests are counted, in milliseconds. */
const COUNTED_MS = 30_000;
const BUFFER_SECONDS = 8;

const cases = [
  { kind: 'manifest', asset: 'bearer/launch-film', playing: false },
  { kind: 'playlist', asset: 'bearer/live-show', playing: true },
  { kind: 'segment', asset: 'bearer/launch-film', playing: true },
  { kind: 'key', asset: 'bearer/launch-film', playing: true },
] as const;

for (const { kind, asset, playing } of cases)
  test(`a permanent refusal of the ${kind} ends in a named error, beside bare video.js`, async ({
    page,
    stage,
  }) => {
    await open(page, stage.app);
    const bare = stage.other(asset);
    const credential = await stage.credential(bare);
    const naive = bare.startsWith('bearer/')
      ? { as: 'header' as const, name: 'Authorization', value: `Bearer ${credential}` }
      : { as: 'header' as const, name: 'X-Media-Key', value: credential };
    const refuse = (): Promise<unknown> =>
      stage.fault({ where: { kind }, do: { action: 'refuse', status: 403 } });
    if (!playing) await refuse();
    await start(page, {
      player: 'kit',
      id: 'kit',
      asset,
      src: stage.master(asset),
      buffer: BUFFER_SECONDS,
    });
    await start(page, {
      player: 'bare',
      id: 'bare',
      // The documented recipe misses the first request of a source that is given at construction.
      when: 'later',
      src: stage.master(bare),
      naive,
      buffer: BUFFER_SECONDS,
    });
    if (playing) {
      await seePicture(page, 'kit');
      await seePicture(page, 'bare');
      await refuse();
    }
    await expect
      .poll(async () => (await report(page, 'kit')).phase, { timeout: 40_000 })
      .toBe('denied');
    const { events } = await report(page, 'kit');
    const first = events.find((event) => event.type === 'request-refused');
    const stopped = events.find((event) => event.type === 'stopped');
    expect((stopped?.at ?? Infinity) - (first?.at ?? 0)).toBeLessThanOrEqual(5000);
    await expect
      .poll(async () => (await report(page, 'kit')).error, {
        timeout: 30_000,
        message: 'player.error names the reason',
      })
      .not.toBeNull();
    await stage.untilRefusedFor(bare, COUNTED_MS);

    const refused = (await stage.media()).filter((entry) => entry.status === 403);
    const ours = refused.filter((entry) => entry.path.startsWith(`/${asset}/`));
    const theirs = refused.filter((entry) => entry.path.startsWith(`/${bare}/`));
    const wave = ours.filter((entry) => entry.generation === ours[0]?.generation).length;
    expect(ours.length).toBeGreaterThan(0);
    // None after the terminal state, which came within 5 s, in the 30 s that were counted.
    expect((ours.at(-1)?.atMs ?? 0) - (ours[0]?.atMs ?? 0)).toBeLessThanOrEqual(5000);
    expect(ours.length).toBeLessThanOrEqual(Math.min(8, wave + 2));
    const { error, code } = await report(page, 'kit');
    expect(code).toBe('pass_refused');
    expect(error?.message).toBeTruthy();
    const silent = await report(page, 'bare');
    console.log(
      `${kind}: kit ${ours.length} refused (wave ${wave}), "${error?.message}"; bare video.js ${theirs.length} refused in 30 s, error ${silent.error?.code ?? 'none'}`,
    );
    if (kind !== 'manifest') expect(theirs.length).toBeGreaterThan(ours.length);
  });
