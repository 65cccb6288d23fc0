import { test as base } from '@playwright/test';
import { startTabsStage } from './tabs-stage.ts';
import type { TabsStage } from './tabs-stage.ts';

/** `test` with an application for many tabs: one for each worker, cleared before each test. */
export const test = base.extend<{ stage: TabsStage }, { owned: TabsStage }>({
  owned: [
    async ({}, use) => {
      const owned = await startTabsStage();
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
