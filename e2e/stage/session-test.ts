import { test as base } from '@playwright/test';
import { startSessionStage } from './session-stage.ts';
import type { OwnedSessionStage, SessionStage } from './session-stage.ts';

/** `test` with an application whose backend keeps the session: one for each worker, cleared before each test. */
export const test = base.extend<{ stage: SessionStage }, { owned: OwnedSessionStage }>({
  owned: [
    async ({}, use) => {
      const owned = await startSessionStage();
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
