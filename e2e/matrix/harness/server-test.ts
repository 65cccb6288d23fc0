import { playServerRow } from '../play/play-server-row.ts';
import type { ServerRow } from '../rows/server-row.ts';
import { testWith } from '../../stage/test-with.ts';
import { startServerStage } from '../stage/server-stage.ts';
import { judge, titleOf, whereExpressible } from './row-test.ts';

const test = testWith(startServerStage);

/** Makes the test of a row of handlers. */
export const serverTest = (row: ServerRow): void =>
  whereExpressible(row, () =>
    test(titleOf(row), async ({ stage }, info) => {
      judge(row, await playServerRow(row, stage), info);
    }),
  );
