import { defineConfig } from '@playwright/test';
import { EVERY_BROWSER } from './browsers/every-browser.ts';
import { chromium, firefox, webkit } from './browsers/projects.ts';

export default defineConfig({
  testDir: 'specs',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  // Each worker has a sandbox, an application server and a browser of its own; most of the time they wait for media time to pass.
  workers: 4,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  reporter: [
    ['list'],
    ['json', { outputFile: 'test-results/playwright.json' }],
    ['./browsers/report-browsers.ts'],
  ],
  use: { viewport: { width: 960, height: 640 } },
  projects: [
    chromium,
    ...firefox.map((project) => ({ ...project, testMatch: EVERY_BROWSER })),
    ...webkit,
  ],
});
