import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { EVERY_BROWSER, NATIVE } from './every-browser.ts';
import type { LeftOut } from './left-out.ts';

/** The annotation by which a test says in which browser it ran, such as `Firefox 153.7.0esr`. */
export const BROWSER = 'browser';

const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** Says at the end which browsers ran how many tests, which are absent, and what was left out. */
export default class ReportBrowsers implements Reporter {
  readonly #leftOut: readonly LeftOut[];
  #present: readonly string[] = [];
  #suite: Suite | undefined;

  constructor({ leftOut = [] }: { leftOut?: readonly LeftOut[] }) {
    this.#leftOut = leftOut;
  }

  onBegin({ projects }: FullConfig, suite: Suite): void {
    this.#present = projects.map((project) => project.name);
    this.#suite = suite;
  }

  onEnd(): void {
    const projects = this.#suite?.suites ?? [];
    const lines = Object.entries(NAMES).map(([id, name]) => {
      const project = projects.find((suite) => suite.project()?.name === id);
      if (project !== undefined) return sayOf(name, project.allTests());
      // Without Chromium there is no run at all.
      const isPresent = id === 'chromium' || this.#present.includes(id);
      return `${name}: ${isPresent ? 'not asked for' : 'absent'}`;
    });
    console.log(`\n  ${lines.join('; ')}`);
    if (this.#leftOut.length > 0)
      console.log(
        `  WebKitGTK runs ${EVERY_BROWSER} and ${NATIVE} alone: Playwright cannot drive it`,
      );
    for (const { spec, title, reason } of this.#leftOut)
      console.log(`  not in Firefox: ${spec} ${title && `“${title.trim()}…” `}– ${reason}`);
  }
}

function sayOf(name: string, tests: readonly TestCase[]): string {
  const ran = tests.filter((test) => test.results.length > 0 && test.outcome() !== 'skipped');
  const known = ran
    .flatMap((test) => test.annotations)
    .find((annotation) => annotation.type === BROWSER);
  const failed = ran.filter((test) => test.outcome() === 'unexpected').length;
  return `${known?.description ?? name}: ${ran.length} ${ran.length === 1 ? 'test' : 'tests'}${failed > 0 ? `, ${failed} failed` : ''}`;
}
