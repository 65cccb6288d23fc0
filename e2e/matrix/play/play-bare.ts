import { setTimeout as wait } from 'node:timers/promises';
import type { Figures } from '../harness/proof.ts';
import { DEFAULT_FILM } from '../rows/media-row.ts';
import type { MediaRow } from '../rows/media-row.ts';
import { failuresIn } from './media-failures.ts';
import { begin } from './show.ts';
import type { ShowPlace } from './show.ts';

/** How long the engine by itself is counted. */
const COUNTED_MS = 15_000;

/** Plays a row without the kit: to an engine whose application sets a header on every request. */
export async function playBare(row: MediaRow, place: ShowPlace): Promise<Figures['bare']> {
  await place.stage.reset();
  const { film = DEFAULT_FILM } = row;
  const show = await begin(row, place, await place.stage.mint(film));
  await wait(COUNTED_MS);
  const { errors } = await place.page.call('report');
  return { refused: failuresIn(await show.media()).length, named: errors[0] };
}
