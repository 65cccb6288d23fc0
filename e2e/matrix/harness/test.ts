import type { BrowserContext } from '@playwright/test';
import { test as everyBrowser } from '../../stage/every-browser-test.ts';
import type { Tab } from '../../stage/tab.ts';
import { matrixPage } from './matrix-page.ts';
import type { MatrixPage } from './matrix-page.ts';
import { startMatrixStage } from '../stage/start-matrix-stage.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** What opens another tab beside one, with the same storage. WebKitGTK's driver has one tab at a time. */
export type AnotherTab = () => Promise<MatrixPage>;

/** What a run may want. */
export interface MatrixOptions {
  /** Whether engines are measured without the kit, too. */
  readonly measuresBare: boolean;
}

/** `test` with a page of the matrix in the project's browser, and a stage for each worker, cleared before each row. */
export const test = everyBrowser.extend<
  { faults: MatrixStage; matrix: MatrixPage; anotherTab: AnotherTab } & MatrixOptions,
  { house: MatrixStage }
>({
  measuresBare: [false, { option: true }],
  house: [
    async ({}, use) => {
      const house = await startMatrixStage();
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  faults: async ({ house }, use) => {
    await house.reset();
    await use(house);
  },
  matrix: async ({ tab }, use) => use(matrixPage(tab)),
  anotherTab: async ({ tab }, use) =>
    use(async () => {
      if (!hasContext(tab)) throw new Error('This browser has one tab.');
      return matrixPage(await tab.context().newPage());
    }),
});
export { expect } from '@playwright/test';

const hasContext = (tab: object): tab is { context(): BrowserContext } & Tab => 'context' in tab;
