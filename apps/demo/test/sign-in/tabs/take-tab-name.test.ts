import { expect, test } from 'vitest';
import { tabsThere, takeTabName } from '../../../src/sign-in/tabs/take-tab-name.ts';

// Node has Web Locks of its own, shared by all that runs in this process: as many tabs as one likes.
test('each tab gets a letter of its own, the first that is free, and all are seen', async () => {
  expect(await Promise.all([takeTabName(), takeTabName(), takeTabName()])).toEqual(['A', 'B', 'C']);
  expect(await tabsThere()).toEqual(['A', 'B', 'C']);
});
