// `npm run bench`: what the kit costs, as ratios within one run, so that a slow or a busy machine changes little.
//  apply        one `apply()` against one `new URL()`, in Node and in Chromium
//  handler      one pass request with a mint that does nothing against one bare node:http answer, in CPU time
//  mint         one signed pass against the raw signature, one hashlock against MD5 and JSON, in CPU time
//  first frame  protected against unprotected, with 80 ms for every round trip
//  engines      first frame, rebuffering and refused requests with passes of 3 s, against each bare engine with an open film
// Ends with 1 when a ratio misses its bar by more than a quarter: less is the noise of a shared machine.
import { drawBars } from './draw-bars.ts';
import type { Ratio } from './ratio.ts';
import { isClearMiss } from './ratio.ts';
import { benchApply } from './apply/bench-apply.ts';
import { benchEngines } from './engines/bench-engines.ts';
import { benchFirstFrame } from './first-frame/bench-first-frame.ts';
import { benchHandler } from './handler/bench-handler.ts';
import { benchMint } from './mint/bench-mint.ts';
import { launchChromium } from './launch-chromium.ts';

const browser = await launchChromium();
const ratios: Ratio[] = [];
try {
  await part('apply() against new URL()', () => benchApply(browser));
  await part('Pass handler against bare node:http, CPU for each request', () => benchHandler());
  await part('Signed passes and hashlocks against the signature or digest alone, CPU', () =>
    benchMint(),
  );
  await part('First frame, protected against unprotected, in round trips of 80 ms', () =>
    benchFirstFrame(browser),
  );
  await part('Engines with passes of 3 s, against the bare engine with an open film', () =>
    benchEngines(browser),
  );
} finally {
  await browser.close();
}
const missed = ratios.filter(isClearMiss);
for (const { name, value, bar } of missed)
  console.error(`${name}: ${value.toFixed(2)} misses its bar of ${bar}`);
process.exitCode = missed.length === 0 ? 0 : 1;

async function part(title: string, measure: () => Promise<readonly Ratio[]>): Promise<void> {
  const start = performance.now();
  console.log(`\n${title}`);
  const found = await measure();
  ratios.push(...found);
  console.log(drawBars(found));
  console.log(`  measured in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
