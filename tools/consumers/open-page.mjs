import { chromium } from 'playwright';

const PATIENCE_MS = 20_000;

/**
 * Opens a page whose film is denied, and says what is wrong with it.
 *
 * @param {string} executablePath
 * @param {string} url
 * @returns {Promise<string[]>}
 */
export async function openPage(executablePath, url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(`throws ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isDenial(message)) problems.push(`logs ${message.text()}`);
    });
    await page.goto(url);
    const denied = page.locator('body[data-phase=denied]').waitFor({ timeout: PATIENCE_MS });
    await denied.catch(async () => {
      const phase = await page.locator('body').getAttribute('data-phase');
      problems.push(`the phase is ${phase}, not denied`);
    });
    if ((await page.locator('.video-js').count()) !== 1)
      problems.push('there is no video.js player');
    return problems;
  } finally {
    await browser.close();
  }
}

/**
 * Chromium reports every answer of 403, and video.js every error that it shows.
 *
 * @param {import('playwright').ConsoleMessage} message
 */
function isDenial(message) {
  return message.location().url.endsWith('/api/pass') || /permission to watch/.test(message.text());
}
