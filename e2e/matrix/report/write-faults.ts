import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BROWSER } from '../../browsers/report-browsers.ts';
import { FIGURES } from '../harness/row-test.ts';
import type { RowFigures } from '../harness/row-test.ts';
import { describeRun } from './describe-run.ts';
import type { Result } from './describe-run.ts';

const PAGE = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url));
const MARKED = /(<!-- figures -->\n)[\s\S]*(\n<!-- \/figures -->)/;

/** Writes what a run of the matrix showed into docs/faults.md. */
export default class WriteFaults implements Reporter {
  readonly #results = new Map<string, Result>();
  readonly #browsers = new Map<string, string>();

  onTestEnd(test: TestCase, { status, annotations }: TestResult): void {
    const browser = test.parent.project()?.name ?? '';
    const noted = (type: string): string | undefined =>
      annotations.find((annotation) => annotation.type === type)?.description;
    const version = noted(BROWSER);
    if (version !== undefined) this.#browsers.set(browser, version);
    const told = noted(FIGURES);
    if (told === undefined) return;
    const row: RowFigures = JSON.parse(told);
    // The last try counts.
    this.#results.set(`${browser} ${row.id} ${row.engine}`, {
      ...row,
      browser,
      isKept: status === 'passed',
    });
  }

  onEnd(): void {
    const text = describeRun([...this.#results.values()], this.#browsers);
    const page = readFileSync(PAGE, 'utf8');
    writeFileSync(
      PAGE,
      page.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`),
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
