import { test as base } from '@playwright/test';
import { SERVER_ROWS } from './rows/server-rows.ts';
import { judge, titleOf } from './harness/row-test.ts';
import { playServerRow } from './play/play-server-row.ts';
import { startServerStage } from './stage/server-stage.ts';
import type { ServerStage } from './stage/server-stage.ts';

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

for (const row of SERVER_ROWS)
  test(titleOf(row), async ({ backend }, info) => {
    judge(row, await playServerRow(row, backend), info);
  });
