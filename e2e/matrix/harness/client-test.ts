import { playClientRow } from '../play/play-client-row.ts';
import type { ClientRow } from '../rows/client-row.ts';
import { judge, titleOf, whereExpressible } from './row-test.ts';
import { test } from './test.ts';

/** Makes the test of a row of the client, in the browser of its project. */
export const clientTest = (row: ClientRow): void =>
  whereExpressible(row, () =>
    test(titleOf(row), async ({ faults: stage, matrix: page, anotherTab }, info) => {
      judge(row, await playClientRow(row, { stage, page, anotherTab }), info);
    }),
  );
