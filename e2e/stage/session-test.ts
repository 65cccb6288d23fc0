import { startSessionStage } from './session-stage.ts';
import { testWith } from './test-with.ts';

/** `test` with an application whose backend keeps the session. */
export const test = testWith(startSessionStage);
export { expect } from '@playwright/test';
