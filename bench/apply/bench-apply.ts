import type { Browser } from 'playwright';
import { bundlePage } from '../bundle-page.ts';
import type { Ratio } from '../ratio.ts';
import { timeApply } from './time-apply.ts';
import type { ApplyTimes } from './time-apply.ts';

const KINDS = ['header', 'query', 'addedQuery', 'refused'] as const;
const NAMES: Readonly<Record<(typeof KINDS)[number], string>> = {
  header: 'header',
  query: 'query',
  addedQuery: 'query onto a query',
  refused: 'URL without a rule',
};
const BARS: Bars = { header: 0.5, query: 1, addedQuery: 1, refused: 0.5 };

type Bars = Readonly<Partial<Record<(typeof KINDS)[number], number>>>;

/**
 * One `apply()` in units of one `new URL()`. The bars are for browsers, where media is played; Node's `new URL()` is several times
 * faster than theirs, so its ratios are only told.
 */
export async function benchApply(browser: Browser): Promise<readonly Ratio[]> {
  return [
    ...ratios('Chromium', await inPage(browser), BARS),
    ...ratios('Node', await timeApply(), {}),
  ];
}

async function inPage(browser: Browser): Promise<ApplyTimes> {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ content: await bundlePage('./apply/page.ts'), type: 'module' });
    await page.waitForFunction('"timeApply" in globalThis');
    return await page.evaluate<ApplyTimes>('timeApply()');
  } finally {
    await page.close();
  }
}

function ratios(where: string, times: ApplyTimes, bars: Bars): Ratio[] {
  return KINDS.map((kind) => ({
    name: `${where}, ${NAMES[kind]}`,
    value: times[kind] / times.newUrl,
    ...(bars[kind] !== undefined && { bar: bars[kind] }),
    note: `${times[kind].toFixed(0)} ns of ${times.newUrl.toFixed(0)} ns`,
  }));
}
