// `npm run e2e:throttled`: five minutes of playback out of sight, under the browser's own timer throttling. It prints how far it is and
// what came of it, draws it into docs/throttled.svg, and fails if a promise does not hold.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { draw } from './draw.ts';
import { judge } from './judge.ts';
import { watchHiddenTabs } from './watch.ts';

const results = fileURLToPath(new URL('../test-results/', import.meta.url));
const PICTURE = fileURLToPath(new URL('../../docs/throttled.svg', import.meta.url));
/** Where lines cannot be written over, one look in six is told. */
const SAID_EVERY = 6;
let looks = 0;

console.log('Three hidden tabs play for five minutes, with credentials of 30 seconds …');
const run = await watchHiddenTabs(({ seconds, films, minutes }) => {
  looks += 1;
  const line = `  ${seconds} s out of sight; the films are at ${films.join(', ')} s; ${minutes} timers took a minute`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
  else if (looks % SAID_EVERY === 0) console.log(line);
});
const claims = judge(run);
await mkdir(results, { recursive: true });
await writeFile(`${results}throttled.json`, JSON.stringify(run));
await writeFile(PICTURE, draw(run));
console.log(`\n${run.browser}, ${Math.round((run.to - run.from) / 1000)} s hidden`);
for (const { of, holds, text } of claims)
  console.log(`  ${holds ? 'ok  ' : 'FAIL'} ${of.padEnd(7)}${text}`);
console.log('Drawn in docs/throttled.svg');
process.exitCode = claims.every(({ holds }) => holds) ? 0 : 1;
