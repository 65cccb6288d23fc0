// The half of `npm run soak` that runs in a browser, in real time. It writes the figures into docs/soak.md and the picture into
// docs/soak-browser.svg, and fails if what is promised does not hold.
//   --seed 1     the order of what fails
//   --minutes 3  how long
import { drawTimeline, printClaims, writeSection } from '@playgate/soak/report';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describe, judge } from './judge.ts';
import { PASS_SECONDS, watch } from './watch.ts';

const docs = new URL('../../docs/', import.meta.url);
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '3' },
  },
});
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
console.log(`${minutes} minutes in Chromium, seed ${seed} …`);
const run = await watch(seed, minutes);
const claims = judge(run);
console.log(printClaims(claims));
const title = `Minutes in Chromium: video.js, passes of ${PASS_SECONDS} s, requests fail all the time`;
const subtitle = `${run.browser}, seed ${seed}; real time, the sandbox's media server`;
await writeFile(
  new URL('soak-browser.svg', docs),
  drawTimeline({ title, subtitle, ...run.timeline }),
);
await writeSection(new URL('soak.md', docs), 'browser', describe(run));
process.exitCode = claims.every(({ holds }) => holds) ? 0 : 1;
