import { setTimeout as wait } from 'node:timers/promises';
import type { EngineName } from '../drivers/driver.ts';
import type { MatrixPage } from '../harness/matrix-page.ts';
import type { Report } from '../page/show.ts';
import { DEFAULT_FILM } from '../rows/media-row.ts';
import type { MediaRow, MediaScene } from '../rows/media-row.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** A film that plays in an engine, and what befalls it. */
export interface Show extends MediaScene {
  readonly row: MediaRow;
  /** Passes asked for because of the fault. */
  asks(): Promise<readonly number[]>;
  /** Where playback has to get past, in seconds; when the fault began. */
  readonly from: number;
  readonly sinceMs: number;
}

/** Far enough from the start that nothing of it is buffered. */
const ELSEWHERE = 60;
const BUFFER_SECONDS = 4;
const POLLING_MS = 50;
const FIRST_PICTURES_MS = 20_000;

export interface ShowPlace {
  readonly stage: MatrixStage;
  readonly page: MatrixPage;
  readonly engine: EngineName;
}

/** Opens the film and lets the fault befall it. `credential`: without the kit, what the application sets on each request. */
export async function begin(row: MediaRow, place: ShowPlace, credential?: string): Promise<Show> {
  const { stage, page } = place;
  const { when = 'seeks' } = row;
  Object.assign(stage.backend, row.backend);
  await page.goto(`${stage.app}/matrix.html`);
  if (when !== 'opened') {
    await openFilm(row, place, credential);
    await until(page, FIRST_PICTURES_MS, ({ frames }) => frames > 5);
  }
  const mark = (await stage.sandbox.journal()).next;
  const asked = (await stage.asks()).length;
  await row.fault(stage);
  const sinceMs = Date.now();
  if (when === 'opened') await openFilm(row, place, credential);
  if (when === 'seeks') await page.call('seek', ELSEWHERE);
  const { time } = await page.call('report');
  const from = { opened: 0, seeks: ELSEWHERE, watches: time }[when];
  // The first pass is not because of the fault.
  const own = when === 'opened' ? 1 : 0;
  return {
    ...{ row, ...place, from, sinceMs },
    media: () => stage.media(mark),
    asks: async () => (await stage.asks()).slice(asked + own).map(({ atMs }) => atMs),
  };
}

async function openFilm(
  { film = DEFAULT_FILM }: MediaRow,
  { stage, page, engine }: ShowPlace,
  credential?: string,
): Promise<void> {
  const naive = credential === undefined ? {} : { naive: headerOf(credential) };
  // A pass of pre-signed children names its source.
  const src = film.startsWith('presigned/') ? {} : { src: stage.film(film, engine) };
  await page.call('open', { engine, asset: film, buffer: BUFFER_SECONDS, ...src, ...naive });
}

const headerOf = (credential: string): { readonly name: string; readonly value: string } => ({
  name: 'Authorization',
  value: `Bearer ${credential}`,
});

/** The first report for which something holds, or the last one. */
export async function until(
  page: MatrixPage,
  timeoutMs: number,
  holds: (report: Report) => boolean,
): Promise<Report> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const report = await page.call('report');
    if (holds(report) || Date.now() > end) return report;
    await wait(POLLING_MS);
  }
}

/** Waits until the picture has moved past where it has to; how long it took, unless it did not. */
export async function untilItMoves(
  { page, row, from }: Show,
  withinMs: number,
  sinceMs: number = Date.now(),
): Promise<{ readonly report: Report; readonly tookMs: number | undefined }> {
  const to = from + (row.moves ?? 1);
  const left = sinceMs + withinMs - Date.now();
  const report = await until(page, Math.max(left, 0), ({ time }) => time > to);
  return { report, tookMs: report.time > to ? Date.now() - sinceMs : undefined };
}
