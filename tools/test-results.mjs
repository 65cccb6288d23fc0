import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ name: string, passed: number, failed: number }} Count */

/** Where each package's vitest leaves its results, from the package's folder. They are outputs of the turbo task, so a cached run counts too. */
export const VITEST_RESULTS = 'test-results/vitest.json';

/**
 * Takes away the results of earlier runs, so that a package that crashes before it writes any is not counted by old ones.
 *
 * @param {string} root
 */
export function forgetVitestResults(root) {
  for (const file of vitestFiles(root)) rmSync(join(root, file));
}

/**
 * @param {string} root
 * @returns {Count[]} One for each package that has results.
 */
export function readVitestResults(root) {
  return vitestFiles(root).map((file) => {
    const { numPassedTests, numFailedTests, testResults } = readJson(join(root, file));
    // A file that cannot even be loaded has no tests to fail.
    const broken = testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
        result.status === 'failed' && result.assertionResults.length === 0,
    );
    return {
      name: dirname(dirname(file)),
      passed: numPassedTests,
      failed: numFailedTests + broken.length,
    };
  });
}

/**
 * @param {string} file
 * @returns {Count}
 */
export function readPlaywrightResults(file) {
  if (!existsSync(file)) return { name: 'e2e', passed: 0, failed: 0 };
  const { stats, errors } = readJson(file);
  return {
    name: 'e2e',
    passed: stats.expected,
    // What passes at a second try is a bug of its own.
    failed: stats.unexpected + stats.flaky + errors.length,
  };
}

/** @param {string} root */
function vitestFiles(root) {
  return globSync(`{packages,apps}/*/${VITEST_RESULTS}`, { cwd: root })
    .concat(globSync(`{tools,e2e,bench,soak}/${VITEST_RESULTS}`, { cwd: root }))
    .sort();
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
