import type { Browser } from 'playwright';
import { bundlePage } from '../bundle-page.ts';
import type { Ratio } from '../ratio.ts';
import { timeApply } from './time-apply.ts';
import type { ApplyTimes } from './time-apply.ts';

const BARS = { header: 0.5, query: 1, refused: 0.5 } as const;

/** One `apply()` in units of one `new URL()`. */
export async function benchApply(browser: Browser): Promise<readonly Ratio[]> {
  return [...ratios('Node', await timeApply()), ...ratios('Chromium', await inPage(browser))];
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

function ratios(where: string, times: ApplyTimes): Ratio[] {
  const kinds = ['header', 'query', 'refused'] as const;
  return kinds.map((kind) => ({
    name: `${where}, ${kind === 'refused' ? 'URL without a rule' : kind}`,
    value: times[kind] / times.newUrl,
    bar: BARS[kind],
    note: `${times[kind].toFixed(0)} ns of ${times.newUrl.toFixed(0)} ns`,
  }));
}
