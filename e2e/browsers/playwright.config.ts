import { defineConfig } from '@playwright/test';
import usual from '../playwright.config.ts';
import { leftOut } from './left-out.ts';
import { NOT_EXPRESSIBLE } from './not-expressible.ts';
import { firefox, webkit } from './projects.ts';

/** The whole suite in the browsers beside Chromium. */
export default defineConfig({
  ...usual,
  testDir: '../specs',
  workers: 2,
  outputDir: '../test-results/browsers',
  reporter: [
    ['list'],
    ['json', { outputFile: '../test-results/browsers.json' }],
    ['./report-browsers.ts', { leftOut: NOT_EXPRESSIBLE }],
  ],
  projects: [
    ...firefox.map((project) => ({ ...project, grepInvert: NOT_EXPRESSIBLE.map(leftOut) })),
    ...webkit,
  ],
});
