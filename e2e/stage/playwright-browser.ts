import type { Browser, Page } from '@playwright/test';
import type { ViewerBrowser, ViewerTab } from './viewer-tab.ts';

/** A browser that Playwright drives. */
export function playwrightBrowser(name: string, browser: Browser): ViewerBrowser {
  let page: Page | undefined;
  return {
    async open() {
      await page?.context().close();
      const context = await browser.newContext();
      page = await context.newPage();
      return viewerTab(page);
    },
    name: () => `${name} ${browser.version()}`,
    close: () => browser.close(),
  };
}

function viewerTab(page: Page): ViewerTab {
  const button = (name: string) => ['button', { name }] as const;
  return Object.assign(page, {
    press: (name: string) => page.getByRole(...button(name)).click(),
    pressInFrame: (name: string) =>
      page
        .frameLocator('iframe')
        .getByRole(...button(name))
        .click(),
  });
}
