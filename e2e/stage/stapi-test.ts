import { startStapiStage } from './stapi-stage.ts';
import { testWith } from './test-with.ts';

/** `test` with a video site at STAPI: a sandbox and an application. */
export const test = testWith(startStapiStage);
export { expect } from '@playwright/test';
