import type { EngineName } from '../drivers/driver.ts';
import { playBare } from '../play/play-bare.ts';
import { playMediaRow } from '../play/play-media-row.ts';
import type { MediaRow } from '../rows/media-row.ts';
import { judge, titleOf, whereExpressible } from './row-test.ts';
import { test } from './test.ts';

/** Makes the test of a row of media in one engine, in the browser of its project. */
export function mediaTest(row: MediaRow, engine: EngineName): void {
  const { id, title } = row;
  const one = { id, title, engine };
  whereExpressible(one, () =>
    test(titleOf(one), async ({ faults: stage, matrix: page, measuresBare }, info) => {
      const place = { stage, page, engine };
      const played = await playMediaRow(row, place);
      const bare = row.bare && measuresBare ? await playBare(row, place) : undefined;
      judge(one, { ...played, figures: { ...played.figures, ...(bare && { bare }) } }, info);
    }),
  );
}
