import { ENGINES } from './drivers/driver.ts';
import { judge, skipWhereImpossible, titleOf } from './harness/row-test.ts';
import { test } from './harness/test.ts';
import { playBare } from './play/play-bare.ts';
import { playMediaRow } from './play/play-media-row.ts';
import { MEDIA_ROWS } from './rows/media-rows.ts';

for (const row of MEDIA_ROWS)
  for (const engine of row.engines ?? ENGINES.filter((one) => one !== 'native'))
    test(
      titleOf({ ...row, engine }),
      async ({ faults: stage, matrix: page, browserName, measuresBare }, info) => {
        skipWhereImpossible({ ...row, engine }, browserName);
        const place = { stage, page, engine };
        const played = await playMediaRow(row, place);
        const bare = row.bare && measuresBare ? await playBare(row, place) : undefined;
        const figures = { ...played.figures, ...(bare && { bare }) };
        judge({ ...row, engine }, { ...played, figures }, info);
      },
    );
