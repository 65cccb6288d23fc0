import { CLIENT_ROWS } from './rows/client-rows.ts';
import { clientRow } from './rows/token-row.ts';
import { TIME_ROWS } from './rows/time-rows.ts';
import { TOKEN_ROWS } from './rows/token-rows.ts';
import { judge, skipWhereImpossible, titleOf } from './harness/row-test.ts';
import { test } from './harness/test.ts';
import { playClientRow } from './play/play-client-row.ts';

for (const row of [...TOKEN_ROWS.map(clientRow), ...CLIENT_ROWS, ...TIME_ROWS])
  test(titleOf(row), async ({ faults: stage, matrix: page, anotherTab, browserName }, info) => {
    skipWhereImpossible(row, browserName);
    judge(row, await playClientRow(row, { stage, page, anotherTab }), info);
  });
