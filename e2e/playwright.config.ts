import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

/** The browser comes from the system; Playwright downloads none. */
const chromium = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

if (chromium === undefined)
  throw new Error('No Chromium found. Install Chromium or Chrome, or set CHROMIUM to its path.');

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
      executablePath: chromium,
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
