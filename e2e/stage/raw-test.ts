import { startRawChromium } from './raw-chromium.ts';
import type { RawChromium, RawTab } from './raw-chromium.ts';
import { test as base } from './tabs-test.ts';

/** `test` with a Chromium whose tabs can be hidden, frozen and kept in the bfcache: one for each worker, its tabs closed after each test. */
export const test = base.extend<{ chromium: RawChromium }, { started: RawChromium }>({
  started: [
    async ({}, use) => {
      const started = await startRawChromium();
      await use(started);
      await started.close();
    },
    { scope: 'worker' },
  ],
  chromium: async ({ started }, use) => {
    const tabs: RawTab[] = [];
    await use({
      ...started,
      async open(url) {
        const tab = await started.open(url);
        tabs.push(tab);
        return tab;
      },
    });
    for (const tab of tabs) await tab.close();
  },
});
export { expect } from '@playwright/test';
