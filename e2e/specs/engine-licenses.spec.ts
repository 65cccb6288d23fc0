import type { Page } from '@playwright/test';
import type { Fault, JournalEntry } from '@playgate/sandbox';
import type { EngineName } from '../site/engines.ts';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { open, play, reasons, report } from './engine-watch.ts';

/** An encrypted film in each engine, with the licence server of the key system ClearKey beside it. */
interface Encrypted {
  readonly engine: EngineName;
  readonly asset: string;
  readonly file: string;
}

const ENCRYPTED: readonly Encrypted[] = [
  { engine: 'hlsjs', asset: 'bearer/launch-film', file: 'cenc/clearkey.m3u8' },
  { engine: 'shaka', asset: 'bearer/long-film', file: 'cenc/manifest.mpd' },
  { engine: 'dashjs', asset: 'bearer/public-film', file: 'cenc/manifest.mpd' },
];
const DENIED = ENCRYPTED.map((one) => ({ ...one, asset: one.asset.replace('bearer', 'query') }));

const licenses = async (stage: Stage, asset: string): Promise<readonly JournalEntry[]> =>
  (await stage.journal()).filter(
    ({ kind, path, method }) =>
      kind === 'license' && path.startsWith(`/${asset}/`) && method === 'POST',
  );

const befall = (stage: Stage, asset: string, fault: Omit<Fault, 'where'>): Promise<string> =>
  stage.fault({ where: { kind: 'license', path: `^/${asset}/` }, ...fault });

/** Waits until the films are that far. A canvas is shown no picture of an encrypted film, but what is decoded is counted. */
async function decrypts(page: Page, films: readonly Encrypted[], seconds: number): Promise<void> {
  for (const { engine } of films)
    await expect
      .poll(
        async () => {
          const { time, frames } = await report(page, engine);
          return frames > 12 && time >= seconds;
        },
        { timeout: 30_000, message: engine },
      )
      .toBe(true);
}

/** dash.js asks a server for keys of ClearKey only where the manifest names it as DASH-IF does, without data of a key system (IOP 4.1, 7.6.2.4). */
async function nameAsDashIf(stage: Stage, asset: string): Promise<void> {
  const film = asset.split('/')[1] ?? '';
  const manifest = await (await fetch(`${stage.origin}/open/${film}/cenc/manifest.mpd`)).text();
  const body = manifest
    .replaceAll(/<cenc:pssh>[^<]*<\/cenc:pssh>/g, '')
    .replace('1077efec-c0b2-4d02-ace3-3c1e52e2fb4b', 'e2719d58-a985-b3c9-781a-b030af78d30e');
  const path = `^/${asset}/cenc/manifest\\.mpd$`;
  await stage.fault({ where: { path }, do: { action: 'status', status: 200, body } });
}

async function start(page: Page, stage: Stage, one: Encrypted): Promise<void> {
  const { engine, asset, file } = one;
  if (engine === 'dashjs') await nameAsDashIf(stage, asset);
  const base = `${stage.origin}/${asset}/`;
  // Which file it is, is in the source.
  await play(
    page,
    stage,
    { engine, asset, file: 'manifest.mpd' },
    {
      id: engine,
      src: base + file,
      license: `${base}license/clearkey`,
    },
  );
}

test('M1, N1: licences go with the pass, wait while their server fails, and go again when they are refused; the film is decrypted', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  for (const { asset } of ENCRYPTED) {
    await befall(stage, asset, { do: { action: 'refuse', status: 401 }, times: 1 });
    await befall(stage, asset, { do: { action: 'status', status: 503 }, times: 4 });
  }
  for (const one of ENCRYPTED) await start(page, stage, one);
  await decrypts(page, ENCRYPTED, 2);
  for (const { engine, asset } of ENCRYPTED) {
    const asked = await licenses(stage, asset);
    expect
      .soft(
        asked.map(({ status }) => status),
        engine,
      )
      .toEqual([401, 503, 503, 503, 503, 200]);
    expect
      .soft(
        asked.filter(({ credential }) => credential === 'none'),
        engine,
      )
      .toEqual([]);
    const seen = await report(page, engine);
    expect.soft(reasons(seen), engine).toEqual([]);
    expect.soft(seen.phase, engine).toBe('authorized');
  }
});

test('M2: a licence that is refused for good ends in one error that names it, within 8 requests, and a retry plays', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const faults: string[] = [];
  for (const { asset } of DENIED)
    faults.push(await befall(stage, asset, { do: { action: 'refuse', status: 403 } }));
  for (const one of DENIED) await start(page, stage, one);
  for (const { engine } of DENIED)
    await expect
      .poll(async () => reasons(await report(page, engine)), { timeout: 20_000, message: engine })
      .toEqual(['pass_refused']);
  for (const { engine, asset } of DENIED)
    expect.soft((await licenses(stage, asset)).length, engine).toBeLessThanOrEqual(8);
  for (const fault of faults) await stage.heal(fault);
  for (const { engine, asset, file } of DENIED) {
    await page.evaluate((id) => window.engines.retry(id), engine);
    if (engine === 'shaka')
      await page.evaluate(([id, src]) => window.engines.load(id, src), [
        engine,
        `${stage.origin}/${asset}/${file}`,
      ] as const);
  }
  await decrypts(page, DENIED, 1);
});
