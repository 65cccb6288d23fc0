import { startStage } from './start-stage.ts';
import { testWith } from './test-with.ts';

/** `test` with a sandbox and an application. */
export const test = testWith(startStage);
export { expect } from '@playwright/test';
