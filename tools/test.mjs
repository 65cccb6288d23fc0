// `npm test`: everything that says whether this works. It
//   1. finds a browser and a Redis, or installs them;
//   2. runs the unit and DOM tests of every package;
//   3. runs the checks of `npm run check`;
//   4. plays films in the browser, end to end, and a few of them in Firefox and WebKitGTK where they are;
//   5. ends with one line, `N passed, N failed`, and fails if anything did.
// What did not change since it last passed is not run again (2 and 3), but is counted.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { provideChromium, provideOtherBrowsers } from './browsers.mjs';
import { provideRedis } from './redis.mjs';
import { step, table } from './report.mjs';
import { root, run } from './run.mjs';
import {
  VITEST_RESULTS,
  forgetVitestResults,
  readPlaywrightResults,
  readVitestResults,
} from './test-results.mjs';

const TURBO = [
  ...['--continue', '--output-logs=errors-only', '--log-order=grouped'],
  // More at once than there are cores takes no less time, and lets tests run out of theirs.
  '--concurrency=100%',
];
const VITEST = [
  ...['dot', 'json'].map((name) => `--reporter=${name}`),
  `--outputFile.json=${VITEST_RESULTS}`,
  '--testTimeout=30000',
];

process.env['CHROMIUM'] = await step('Browser', () => {
  const path = provideChromium((line) => console.log(`  ${line}`));
  console.log(`  ${path}`);
  return path;
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

await step('Other browsers', () => provideOtherBrowsers((line) => console.log(`  ${line}`)));
await step('Redis', () => provideRedis((line) => console.log(`  ${line}`)));

const counts = [await tests(), await checks(), await endToEnd()];
const passed = sum(counts.map((count) => count.passed));
const failed = sum(counts.map((count) => count.failed));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function tests() {
  return step('Unit and DOM tests', async () => {
    forgetVitestResults(root);
    const { code } = await run('turbo', ['run', 'test', ...TURBO, '--', ...VITEST]);
    const results = readVitestResults(root);
    console.log(table(results.map((r) => [r.name, `${r.passed} passed`, `${r.failed} failed`])));
    const failed = sum(results.map((result) => result.failed));
    return { passed: sum(results.map((result) => result.passed)), failed: orElse(failed, code) };
  });
}

function checks() {
  return step('Checks', async () => {
    const { code } = await run('turbo', ['run', 'checks', ...TURBO]);
    return { passed: 0, failed: orElse(0, code) };
  });
}

function endToEnd() {
  return step('End to end, in the browser', async () => {
    const report = join(root, 'e2e', 'test-results', 'playwright.json');
    rmSync(report, { force: true });
    const built = await run('turbo', ['run', 'build', '--filter=@playgate/e2e^...', ...TURBO]);
    if (built.code !== 0) return { passed: 0, failed: 1 };
    const played = await run('pnpm', [
      ...['--filter', '@playgate/e2e', 'run', 'e2e'],
      // Those take a minute, or a machine that does nothing else: `npm run e2e` plays them, too.
      ...['--grep-invert', '@long'],
    ]);
    const { passed, failed } = readPlaywrightResults(report);
    return { passed, failed: orElse(failed, played.code) };
  });
}

/**
 * A step that failed without a failed test, as when it could not start, counts as one.
 *
 * @param {number} failed
 * @param {number} code
 */
function orElse(failed, code) {
  return failed === 0 && code !== 0 ? 1 : failed;
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
