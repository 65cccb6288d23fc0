import { BROWSER } from '../browsers/report-browsers.ts';
import { findWebKit } from '../webkit/find-webkit.ts';
import { startWebKit } from '../webkit/start-webkit.ts';
import { playwrightBrowser } from './playwright-browser.ts';
import { test as staged } from './test.ts';
import type { ViewerBrowser, ViewerTab } from './viewer-tab.ts';

/** `test` with a stage and a tab in the project's browser, also in one that Playwright cannot drive. */
export const test = staged.extend<
  { tab: ViewerTab },
  { viewer: ViewerBrowser; webkitPlaysHls: boolean }
>({
  webkitPlaysHls: [false, { option: true, scope: 'worker' }],
  viewer: [
    async ({ playwright, browserName, webkitPlaysHls }, use) => {
      const viewer =
        browserName === 'webkit'
          ? await startWebKitGtk(webkitPlaysHls)
          : playwrightBrowser(
              browserName === 'firefox' ? 'Firefox' : 'Chromium',
              await playwright[browserName].launch(),
            );
      await use(viewer);
      await viewer.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ viewer }, use, { annotations }) => {
    const tab = await viewer.open();
    annotations.push({ type: BROWSER, description: viewer.name() });
    await use(tab);
  },
});

async function startWebKitGtk(playsHls: boolean): Promise<ViewerBrowser> {
  const programs = findWebKit();
  if (programs === undefined) throw new Error('There is no WebKitGTK on this machine.');
  const { open, version, close } = await startWebKit(programs, playsHls);
  return { open, name: () => `WebKitGTK ${version()}`, close };
}
export { expect } from '@playwright/test';
