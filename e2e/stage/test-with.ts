import { test as base } from '@playwright/test';

/** What a stage is struck with. */
interface Owned {
  /** Makes everything as it was at the start. */
  reset(): unknown;
  close(): unknown;
}

/**
 * Makes `test` with a stage: one for each worker, cleared before each test.
 *
 * @param start Sets it up.
 */
export const testWith = <Stage extends Owned>(start: () => Promise<Stage>) =>
  base.extend<{ stage: Stage }, { owned: Stage }>({
    owned: [
      async ({}, use) => {
        const owned = await start();
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
