// `npm run e2e:abr`: what engines measure and decide by, with the kit and without, under the same network. It writes the figures into
// docs/abr.md and a picture into docs/abr.svg, and fails if a figure with the kit lies outside of the spread of the plain runs, or if none of
// a control does.
//   --runs 5           how many runs of each set-up
//   --only videojs     one engine alone; the page and its picture stay as they are, and a picture goes to e2e/test-results/abr.svg
import { chromium } from '@playwright/test';
import { writeSection } from '@playgate/soak/report';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CHROMIUM } from '../stage/chromium.ts';
import { startStage } from '../stage/start-stage.ts';
import { CASES } from './cases.ts';
import type { Case } from './cases.ts';
import { broken, compare } from './compare.ts';
import { describe } from './describe.ts';
import { draw } from './draw.ts';
import { measure } from './measure.ts';
import { RUNS } from './play.ts';
import type { Reports } from './play.ts';

const docs = new URL('../../docs/', import.meta.url);
const { values } = parseArgs({
  options: { runs: { type: 'string', default: String(RUNS) }, only: { type: 'string' } },
});
const runs = Number(values.runs);
const stage = await startStage();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
});
const name = `Chromium ${browser.version()}`;
const results: (readonly [Case, Reports])[] = [];
try {
  for (const one of CASES.filter(({ engine }) => (values.only ?? engine) === engine)) {
    console.log(`${one.title} …`);
    results.push([one, await measure(browser, stage, one, runs)]);
  }
} finally {
  await browser.close();
  await stage.close();
}
const comparisons = results.flatMap(([one, reports]) => compare(one, reports));
const text = describe(name, runs, comparisons);
console.log(`\n${text}\n`);
if (values.only === undefined) {
  await writeSection(new URL('abr.md', docs), 'figures', text);
  await writeFile(new URL('abr.svg', docs), draw(name, results));
} else {
  const folder = new URL('../test-results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('abr.svg', folder), draw(name, results));
}
const problems = broken(comparisons);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
