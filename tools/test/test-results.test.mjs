import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  VITEST_RESULTS,
  forgetVitestResults,
  readPlaywrightResults,
  readVitestResults,
} from '../test-results.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'playgate-results-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/**
 * @param {string} path
 * @param {object} content
 */
function write(path, content) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const good = { status: 'passed', assertionResults: [{}] };

it('counts what each package left', () => {
  const left = { numPassedTests: 3, numFailedTests: 1, testResults: [good] };
  write(`packages/client/${VITEST_RESULTS}`, left);
  write(`tools/${VITEST_RESULTS}`, left);
  expect(readVitestResults(root)).toEqual([
    { name: 'packages/client', passed: 3, failed: 1 },
    { name: 'tools', passed: 3, failed: 1 },
  ]);
});

it('counts a file that could not be loaded as a failure', () => {
  write(`apps/demo/${VITEST_RESULTS}`, {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [good, { status: 'failed', assertionResults: [] }],
  });
  expect(readVitestResults(root)).toEqual([{ name: 'apps/demo', passed: 1, failed: 1 }]);
});

it('forgets earlier results', () => {
  const file = write(`e2e/${VITEST_RESULTS}`, {});
  forgetVitestResults(root);
  expect(existsSync(file)).toBe(false);
  expect(readVitestResults(root)).toEqual([]);
});

it('counts a test in the browser that passed at a second try as failed, and so an error outside of tests', () => {
  const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 1 };
  const file = write('e2e/playwright.json', { stats, errors: [{}] });
  expect(readPlaywrightResults(file)).toEqual({ name: 'e2e', passed: 5, failed: 4 });
});

it('knows of no test in the browser when there is no report', () => {
  expect(readPlaywrightResults(join(root, 'none.json'))).toMatchObject({ passed: 0, failed: 0 });
});
