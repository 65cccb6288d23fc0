import { startTabsStage } from './tabs-stage.ts';
import { testWith } from './test-with.ts';

/** `test` with an application for many tabs. */
export const test = testWith(startTabsStage);
export { expect } from '@playwright/test';
