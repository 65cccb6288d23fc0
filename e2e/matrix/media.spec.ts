import { ENGINES } from './drivers/driver.ts';
import { mediaTest } from './harness/media-test.ts';
import { MEDIA_ROWS } from './rows/media-rows.ts';

for (const row of MEDIA_ROWS)
  for (const engine of row.engines ?? ENGINES.filter((one) => one !== 'native'))
    mediaTest(row, engine);
