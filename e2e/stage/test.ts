import { test as base } from '@playwright/test';
import type { Stage } from './stage.ts';
import { startStage } from './start-stage.ts';
import type { OwnedStage } from './start-stage.ts';

/** `test` with a stage: one sandbox and one application for each worker, cleared before each test. */
export const test = base.extend<{ stage: Stage }, { owned: OwnedStage }>({
  owned: [
    async ({}, use) => {
      const owned = await startStage();
      await use(owned);
      await owned.close();
    },
    { scope: 'worker' },
  ],
  stage: async ({ owned }, use) => {
    await owned.reset();
    await use(owned);
  },
});
export { expect } from '@playwright/test';
