import { startRawChromium } from './raw-chromium.ts';
import type { RawChromium } from './raw-chromium.ts';
import { test as base } from './tabs-test.ts';

/** `test` with a Chromium whose tabs can be hidden, frozen and kept in the bfcache. */
export const test = base.extend<{ chromium: RawChromium }>({
  chromium: async ({}, use) => {
    const chromium = await startRawChromium();
    await use(chromium);
    await chromium.close();
  },
});
export { expect } from '@playwright/test';
