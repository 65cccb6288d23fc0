// The simulated half of `npm run soak`: one long run, the same in peace, many short ones, and a control. It writes the figures into
// docs/soak.md and the picture of the long run into docs/soak.svg, and fails if what is promised does not hold, or if the control passes.
//   --seed 1    which long run; the short ones are the next seeds
//   --hours 4   how long
//   --seeds 50  how many short ones
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { drawTimeline, printClaims, writeSection } from '../report/index.ts';
import { describeRuns } from './describe-runs.ts';
import { judge, judgeCalm } from './judge.ts';
import { runSoak } from './run-soak.ts';
import type { Run } from './run.ts';

const docs = new URL('../../docs/', import.meta.url);
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    hours: { type: 'string', default: '4' },
    seeds: { type: 'string', default: '50' },
  },
});
const [seed, hours, count] = [Number(values.seed), Number(values.hours), Number(values.seeds)];
/** Twice: what the first pass sets free may hold on to more. */
const collect = (): void => {
  globalThis.gc?.();
  globalThis.gc?.();
};

// What V8 compiles in the first hour would count as growth.
await runSoak({ seed: seed - 1, hours: 1, collect });
console.log(`Seed ${seed}, ${hours} h with faults`);
const long = await runSoak({ seed, hours, collect });
let isGood = say(judge(long));
console.log(`${hours} h in which nothing fails`);
const calm = await runSoak({ seed, hours, faultRate: 0, acts: false, collect });
isGood = say(judgeCalm(calm)) && isGood;
console.log(`Seeds ${seed + 1} to ${seed + count}, 1 h each`);
const seeds: Run[] = [];
for (let n = 1; n <= count; n += 1) {
  const run = await runSoak({ seed: seed + n, hours: 1 });
  seeds.push(run);
  const broken = judge(run).filter(({ holds }) => !holds);
  if (broken.length > 0) console.log(`  seed ${run.seed}`);
  isGood = say(broken) && isGood;
}
console.log('The control, which must fail');
const control = await runSoak({ seed, hours, renewAhead: false });
const caught = judge(control).filter(({ holds }) => !holds);
for (const { text } of caught) console.log(`  ${text}`);
const title = `${hours} hours, simulated: passes of 5 minutes, 5 % of all requests fail`;
const subtitle = `seed ${seed}; the real client, model engine, network, backend and edge`;
await writeFile(new URL('soak.svg', docs), drawTimeline({ title, subtitle, ...long.timeline }));
await writeSection(
  new URL('soak.md', docs),
  'simulated',
  describeRuns({ long, calm, seeds, control }),
);
process.exitCode = isGood && caught.length > 0 ? 0 : 1;

function say(claims: Parameters<typeof printClaims>[0]): boolean {
  if (claims.length > 0) console.log(printClaims(claims));
  return claims.every(({ holds }) => holds);
}
