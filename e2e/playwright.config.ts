import { defineConfig } from '@playwright/test';
import { CHROMIUM } from './stage/chromium.ts';

export default defineConfig({
  testDir: 'specs',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  // Each worker has a sandbox, an application server and a browser of its own; most of the time they wait for media time to pass.
  workers: 3,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 960, height: 640 },
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--autoplay-policy=no-user-gesture-required',
        '--mute-audio',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
