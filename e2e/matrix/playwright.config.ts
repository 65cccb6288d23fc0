import { defineConfig } from '@playwright/test';
import type { MatrixOptions } from './harness/test.ts';
import { chromium, firefox, webkit } from '../browsers/projects.ts';

/** Every row in every engine and every browser that is here: `npm run matrix`. */
export default defineConfig<MatrixOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  // Films are played in real time; more at once would make a machine of two cores the fault.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: '../test-results/matrix',
  reporter: [['list'], ['./report/write-faults.ts']],
  projects: [
    { ...chromium, use: { ...chromium.use, measuresBare: true } },
    ...[...firefox, ...webkit].map((project) => ({
      ...project,
      testMatch: '*.spec.ts',
      // They are about the harness, which is the same everywhere.
      testIgnore: 'controls.spec.ts',
    })),
  ],
});
