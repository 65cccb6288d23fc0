import { test as base } from '@playwright/test';
import { playServerRow } from '../play/play-server-row.ts';
import type { ServerRow } from '../rows/server-row.ts';
import { startServerStage } from '../stage/server-stage.ts';
import type { ServerStage } from '../stage/server-stage.ts';
import { judge, titleOf, whereExpressible } from './row-test.ts';

const test = base.extend<{ backend: ServerStage }, { server: ServerStage }>({
  server: [
    async ({}, use) => {
      const server = await startServerStage();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  backend: async ({ server }, use) => {
    await server.reset();
    await use(server);
  },
});

/** Makes the test of a row of handlers. */
export const serverTest = (row: ServerRow): void =>
  whereExpressible(row, () =>
    test(titleOf(row), async ({ backend }, info) => {
      judge(row, await playServerRow(row, backend), info);
    }),
  );
