import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { chromium } from 'playwright';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/index.ts';
import type { Sandbox } from '../../src/index.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasChromium = existsSync(CHROMIUM);
if (!hasChromium)
  console.warn(`No Chromium at ${CHROMIUM}: the hub's pages are not tried in a browser.`);

let browser: Browser;
let sandbox: Sandbox;

describe.skipIf(!hasChromium)('the hub in Chromium', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    sandbox = await startSandbox({ ports: 0 });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    return async () => {
      await browser.close();
      await sandbox.close();
    };
  }, 60_000);

  test('shows who joined, markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const session = await api('POST', '/session/5', {
      ScheduleTs: new Date(Date.now() + 60_000).toISOString().slice(0, 19),
      Participants: [{ ParticipantFullName: name }],
    });
    const page = await open();
    await page.goto(
      `${sandbox.addresses.secureVideo}/Pass/Join/${session.Participants[1].ConnectCode}`,
    );
    expect(await page.getByRole('heading').textContent()).toBe(`${name} is in the waiting room`);
    expect(await page.getByRole('listitem').allTextContents()).toEqual([
      'Dr. Ada Example is expected',
      `${name} is here`,
    ]);
    expect(await page.locator('img').count()).toBe(0);
  });

  test('signs in by a login URI, and out by its button', async () => {
    const back = `${sandbox.addresses.foreign}/signed-out`;
    const { LoginUri } = await api('POST', '/login/5', { RedirectToUriOnExpiry: back });
    const page = await open();
    await page.goto(LoginUri);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Signed in as Dr. Ada Example',
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(back);
    expect(await sandbox.leaks()).toEqual([]);
  });

  test('is watched: a login that reaches a stranger is found (control)', async () => {
    const back = `${sandbox.addresses.foreign}/`;
    const { LoginGuid } = await api('POST', '/login/5', { RedirectToUriOnExpiry: back });
    await fetch(`${back}?referred=${LoginGuid}`);
    expect(await sandbox.leaks()).toMatchObject([
      { canary: expect.stringMatching(/^secureVideo\.login\./), listener: 'foreign' },
    ]);
  });

  test.each(['light', 'dark'] as const)('is readable where pages are %s', async (colorScheme) => {
    const page = await open(colorScheme);
    await page.goto(`${sandbox.addresses.secureVideo}/Pass/Join/100000000`);
    await page.getByRole('heading', { name: 'This code opens nothing' }).waitFor();
    const [ink, card] = await page.locator('main').evaluate((main) => {
      const style = getComputedStyle(main);
      return [style.color, style.backgroundColor];
    });
    const [dark, bright] = colorScheme === 'dark' ? [card, ink] : [ink, card];
    expect(brightness(bright) - brightness(dark)).toBeGreaterThan(150);
  });
});

async function open(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage({ colorScheme });
  onTestFinished(() => page.close());
  return page;
}

const brightness = (color = ''): number =>
  Math.max(...(color.match(/\d+/g) ?? []).slice(0, 3).map(Number));

/** Calls the API as a server does. */
async function api(method: string, path: string, body: unknown) {
  const { identifier, secretKey } = sandbox.keys.secureVideo;
  const pair = Buffer.from(`${identifier}:${secretKey}`).toString('base64');
  const response = await fetch(sandbox.addresses.secureVideo + path, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Basic ${pair}` },
    body: JSON.stringify(body),
  });
  return response.json();
}
