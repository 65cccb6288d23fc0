import { test as base, expect } from '@playwright/test';
import { startStapiStage } from './stapi-stage.ts';
import type { OwnedStapiStage, StapiStage } from './stapi-stage.ts';

/** `test` with a video site at STAPI: one sandbox and one application for each worker, cleared before each test. */
export const test = base.extend<{ stage: StapiStage }, { owned: OwnedStapiStage }>({
  owned: [
    async ({}, use) => {
      const owned = await startStapiStage();
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
export { expect };
