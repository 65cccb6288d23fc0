import type { JournalEntry } from '@playgate/sandbox';
import type { Page } from '@playwright/test';
import type { DrmReport, DrmStart } from '../site/drm.ts';
import type { Stage } from '../stage/stage.ts';
import { expect, test } from '../stage/test.ts';
import { soon } from './soon.ts';

const CLEAR_KEY = 'org.w3.clearkey';
const HLS = 'application/x-mpegURL';

async function open(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.app}/drm.html`);
  await page.waitForFunction(() => 'drm' in window);
}

const play = (page: Page, start: DrmStart): Promise<void> =>
  page.evaluate((wanted) => window.drm.start(wanted), start);

const report = (page: Page, id: string): Promise<DrmReport> =>
  page.evaluate((of) => window.drm.report(of), id);

/** Decoded pictures of the encrypted film, up to some second of it. */
async function reach(page: Page, id: string, time: number): Promise<void> {
  const look = async (): Promise<boolean> => {
    const seen = await report(page, id);
    return seen.time >= time && seen.frames > 12;
  };
  await soon(look, { timeout: 30_000, message: `${id} at ${time} s` }).toBe(true);
}

/** What is on the screen, where a player is. */
async function coloursOf(page: Page, id: string): Promise<number> {
  const picture = await page.locator(`#${id} video`).screenshot();
  return page.evaluate((png) => window.drm.colours(png), picture.toString('base64'));
}

/** Requests for licences, preflights apart. */
const licenses = async (stage: Stage, film = 'launch-film'): Promise<readonly JournalEntry[]> =>
  (await stage.journal()).filter(
    ({ kind, method, path }) => kind === 'license' && method === 'POST' && path.includes(film),
  );

/** What plays without the kit: videojs-contrib-eme with the header of a pass that was good at the start. */
async function bare(stage: Stage, lifetimeMs: number): Promise<Partial<DrmStart>> {
  const film = 'bearer/public-film';
  const answer = await fetch(`${stage.app}/pass`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Playgate': '1', Origin: stage.app },
    body: JSON.stringify({ version: 1, asset: film }),
  });
  const { rules, expires_in: seconds } = await answer.json();
  expect(seconds * 1000).toBe(lifetimeMs);
  const licenseHeaders = { Authorization: rules[0].place[0].value };
  return {
    src: `${stage.origin}/open/public-film/cenc/master.m3u8`,
    type: HLS,
    keySystems: {
      [CLEAR_KEY]: { url: `${stage.origin}/${film}/license/clearkey`, licenseHeaders },
    },
  };
}

test('an encrypted film plays in DASH and HLS through passes of 3 s: its media with a query, its licence with a Bearer', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await open(page, stage);
  await play(page, { id: 'dash', set: 'kit', asset: 'drmdash/launch-film' });
  await play(page, { id: 'hls', set: 'kit', asset: 'drmhls/long-film' });
  for (const id of ['dash', 'hls']) await reach(page, id, 8);
  for (const [id, film] of [
    ['dash', 'launch-film'],
    ['hls', 'long-film'],
  ] as const) {
    const { keys, taken, errors, stalls, phase } = await report(page, id);
    expect({ keys, taken, errors, stalls }).toEqual({
      ...{ keys: ['usable'], taken: 1, errors: [], stalls: 0 },
    });
    expect(['authorized', 'waiting']).toContain(phase);
    expect(await coloursOf(page, id)).toBeGreaterThan(50);
    const asked = (await licenses(stage, film)).map(({ credential, verdict, status }) => ({
      ...{ credential, verdict, status },
    }));
    expect(asked).toEqual([{ credential: 'bearer', verdict: 'ok', status: 200 }]);
    const media = (await stage.media()).filter(({ path }) => path.includes(`${film}/cenc/`));
    expect(new Set(media.map(({ credential }) => credential))).toEqual(new Set(['query']));
    const generations = new Set(media.map(({ generation }) => generation));
    expect(generations.size).toBeGreaterThanOrEqual(2);
  }
});

test('a licence that is asked for after the pass has ended goes out with a fresh one; with a header of the start it fails', async ({
  page,
  stage,
}) => {
  stage.backend.lifetimeMs = 3000;
  await open(page, stage);
  // The key is asked for when the initialization segment has come: by then the pass is over.
  const path = '/cenc/.*init\\.mp4$';
  await stage.fault({ where: { path }, do: { action: 'delay', ms: 4000 } });
  const control = await bare(stage, 3000);
  await play(page, { id: 'bare', set: 'bare', asset: '', ...control });
  await play(page, { id: 'kit', set: 'kit', asset: 'drmhls/launch-film' });
  await reach(page, 'kit', 1);
  const asked = await licenses(stage);
  expect(asked.at(-1)?.verdict).toBe('ok');
  for (const { generation } of asked) expect(generation).toBeGreaterThan(1);
  expect((await report(page, 'kit')).errors).toEqual([]);

  await soon(async () => (await report(page, 'bare')).errors.length, { timeout: 20_000 }).toBe(1);
  expect((await report(page, 'bare')).errors[0]).toMatchObject({ code: 5, playgate: undefined });
  const refused = await licenses(stage, 'public-film');
  expect(refused.map(({ verdict }) => verdict)).toEqual(['expired']);
});

test('a licence that is refused, not answered or answered by a page is asked for again, and nobody notices', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const where = (film: string) => ({ kind: 'license', path: `/${film}/` }) as const;
  const refuse = { action: 'refuse', status: 401 } as const;
  await stage.fault({ where: where('launch-film'), do: refuse, times: 1 });
  await stage.fault({ where: where('long-film'), do: { action: 'status', status: 503 }, times: 2 });
  await stage.fault({ where: where('public-film'), do: { action: 'html' }, times: 1 });
  const films = ['launch-film', 'long-film', 'public-film'];
  for (const film of films) await play(page, { id: film, set: 'kit', asset: `drmhls/${film}` });
  for (const film of films) {
    await reach(page, film, 0.5);
    const { errors, taken } = await report(page, film);
    expect({ film, errors, taken }).toEqual({ film, errors: [], taken: 1 });
  }
  const [first, second, ...more] = await licenses(stage);
  expect([first?.status, second?.status, more]).toEqual([401, 200, []]);
  expect(second?.generation).toBeGreaterThan(first?.generation ?? NaN);
  const events = (await report(page, 'long-film')).events.map(({ type }) => type);
  expect(events).toContain('request-replayed');
});

test('a final no to a licence is a state with a name and one error; what the licence server means is in it; a retry plays on', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const where = (film: string) => ({ kind: 'license', path: `/${film}/` }) as const;
  // As Brightcove's licence servers were seen to answer.
  const body = '{"error":"Denied by device limiting"}';
  const refusals = { 'Denied by device limiting': 'device_limit' } as const;
  const faults = [
    await stage.fault({ where: where('launch-film'), do: { action: 'refuse', status: 403 } }),
    await stage.fault({
      ...{ where: where('long-film'), do: { action: 'status', status: 403, body } },
    }),
    await stage.fault({ where: where('public-film'), do: { action: 'status', status: 422 } }),
  ];
  await play(page, { id: 'unsaid', set: 'kit', asset: 'drmhls/launch-film' });
  await play(page, { id: 'said', set: 'kit', asset: 'drmhls/long-film', refusals });
  await play(page, { id: 'other', set: 'kit', asset: 'drmdash/public-film' });
  const expected = {
    unsaid: { film: 'launch-film', code: 'pass_refused', meaning: undefined, most: 3 },
    said: { film: 'long-film', code: 'media_forbidden', meaning: 'device_limit', most: 1 },
    other: { film: 'public-film', code: 'media_forbidden', meaning: 'refused', most: 1 },
  };
  for (const [id, { film, code, meaning, most }] of Object.entries(expected)) {
    await soon(async () => (await report(page, id)).error?.playgate, { timeout: 15_000 }).toBe(
      code,
    );
    const seen = await report(page, id);
    expect(seen).toMatchObject({ phase: 'denied', code, meaning, frames: 0 });
    expect(seen.errors.map(({ playgate }) => playgate)).toEqual([code]);
    const asked = await licenses(stage, film);
    expect(asked.length).toBeLessThanOrEqual(most);
    expect(JSON.stringify(seen)).not.toContain('Denied by');
  }
  for (const fault of faults) await stage.heal(fault);
  for (const id of Object.keys(expected)) await page.evaluate((of) => window.drm.retry(of), id);
  for (const id of Object.keys(expected)) await reach(page, id, 0.5);
  expect((await report(page, 'said')).error).toBeUndefined();
});

test('A51: a licence server that redirects to a stranger gives no licence, and the stranger no request; a key system that the browser has not is named', async ({
  page,
  stage,
}) => {
  await open(page, stage);
  const redirect = { action: 'redirect', to: `${stage.foreign}/license`, status: 307 } as const;
  const fault = await stage.fault({ where: { kind: 'license' }, do: redirect });
  await play(page, { id: 'led', set: 'kit', asset: 'drmhls/launch-film' });
  await play(page, {
    ...{ id: 'none', set: 'kit', asset: 'drmhls/long-film', type: HLS },
    src: `${stage.origin}/query/long-film/cenc/master.m3u8`,
    keySystems: { 'com.example.none': `${stage.origin}/bearer/long-film/license/none` },
  });
  await soon(async () => (await report(page, 'none')).code).toBe('placement_unsupported');
  const none = await report(page, 'none');
  expect(none.phase).toBe('unsupported');
  expect(none.error).toMatchObject({ code: 4, playgate: 'placement_unsupported' });

  await soon(async () => (await licenses(stage)).length).toBeGreaterThanOrEqual(2);
  await soon(async () => (await report(page, 'led')).phase).toBe('network');
  await stage.heal(fault);
  await reach(page, 'led', 0.5);
  expect(await stage.leaks()).toEqual([]);
  const strange = (await stage.journal()).filter(({ listener }) => listener === 'foreign');
  expect(strange).toEqual([]);
});
