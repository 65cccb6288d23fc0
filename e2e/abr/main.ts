// `npm run e2e:abr`: what engines measure and decide by, with the kit and without, under the same network. It writes the figures into
// docs/abr.md and a picture into docs/abr.svg, and fails if a figure with the kit lies outside of the spread of the plain runs.
//   --runs 5           how many runs of each set-up
//   --only videojs     one engine alone; nothing is written then
import { chromium } from '@playwright/test';
import { writeSection } from '@playgate/soak/report';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CHROMIUM } from '../stage/chromium.ts';
import { startStage } from '../stage/start-stage.ts';
import { compare } from './compare.ts';
import { describe, titleOf } from './describe.ts';
import { draw } from './draw.ts';
import { RUNS, play } from './play.ts';
import type { Case, Reports } from './play.ts';

const CASES: readonly Case[] = [
  { engine: 'videojs', film: 'long-film' },
  { engine: 'videojs', film: 'live-show' },
  { engine: 'hlsjs', film: 'long-film' },
  { engine: 'hlsjs', film: 'live-show' },
];

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
    console.log(`${titleOf(one)} …`);
    results.push([one, await play(browser, stage, one, runs)]);
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
} else await writeFile(new URL('../test-results/abr.svg', import.meta.url), draw(name, results));
const broken = comparisons.filter(({ holds }) => !holds);
for (const { case: of, name: figure, spreads, from, to } of broken)
  console.error(
    `${titleOf(of)}: ${figure} ${spreads.kit.middle.toFixed(1)} with the kit, not from ${from.toFixed(1)} to ${to.toFixed(1)}`,
  );
process.exitCode = broken.length === 0 ? 0 : 1;
