// `npm run e2e:engines`: every engine with the kit, and beside it in the same page with a header that a timer renews, as applications do
// it. It writes the figures into docs/engines.md and a picture beside it, and fails if what is promised of the kit does not hold.
import { chromium } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CHROMIUM } from '../stage/chromium.ts';
import { startStage } from '../stage/start-stage.ts';
import { draw } from './draw.ts';
import { PAIRS, measure } from './measure.ts';
import { broken, describe } from './table.ts';
import type { Row } from './table.ts';

const PAGE = fileURLToPath(new URL('../../docs/engines.md', import.meta.url));
const PICTURE = fileURLToPath(new URL('../../docs/engines.svg', import.meta.url));
const MARKED = /(<!-- figures -->\n)[\s\S]*(\n<!-- \/figures -->)/;
const NAMES = {
  videojs: 'video.js 8.24.1',
  hlsjs: 'hls.js 1.7.4',
  shaka: 'Shaka 5.2.12',
  dashjs: 'dash.js 5.2.1',
  native: 'the browser',
};

const stage = await startStage();
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
});
const rows: Row[] = [];
try {
  for (const pair of PAIRS) {
    const name = NAMES[pair.engine];
    console.log(`${name} …`);
    rows.push({ name, figures: await measure(browser, stage, pair) });
  }
  const version = `Chromium ${browser.version()}`;
  const text = describe(version, rows);
  console.log(`\n${text}\n`);
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    page.replace(MARKED, (_, begin, end) => `${begin}\n${text}\n${end}`),
  );
  await writeFile(PICTURE, draw(version, rows));
} finally {
  await browser.close();
  await stage.close();
}
const problems = rows.flatMap(broken);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
