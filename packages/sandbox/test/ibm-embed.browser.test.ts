import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Browser, FrameLocator, Page } from 'playwright';
import { chromium } from 'playwright';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import type { Sandbox } from '../src/index.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasChromium = existsSync(CHROMIUM);
if (!hasChromium)
  console.warn(
    `No Chromium at ${CHROMIUM}: the embed is not tried in a browser. Set CHROMIUM to its path.`,
  );

let browser: Browser;
let sandbox: Sandbox;
/** The page around the embed, on another site than the sandbox. */
let application: string;

describe.skipIf(!hasChromium)('the embed in Chromium', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    sandbox = await startSandbox({ ports: 0 });
    const server = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(around(`${sandbox.addresses.ibm}${request.url}`));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    application = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-quic'],
    });
    return async () => {
      await browser.close();
      server.close();
      await sandbox.close();
    };
  }, 60_000);

  test('an open video plays in a frame of another site, and tells the page around', async () => {
    const { page, embed } = await open('/embed/recorded/2003');
    expect(await plays(embed)).toBe(true);
    await told(page, '{"event":{"ready":true}}', '{"event":{"playing":true}}');
  });

  test('a channel is live', async () => {
    const { page, embed } = await open('/embed/1002');
    expect(await plays(embed)).toBe(true);
    await told(page, '{"event":{"live":true}}', '{"event":{"playing":true}}');
  });

  test('locked, button, sign-in frame, plays, though frames of other sites have no storage', async () => {
    const { embed } = await open('/embed/recorded/2002');
    await embed.getByText('Authentication needed').waitFor();
    await signIn(embed, 'Let me in');
    expect(await plays(embed)).toBe(true);
  });

  test('where there is storage it remembers for the session, until what it remembers has expired', async () => {
    const { page, embed } = await open('/embed/recorded/2002', sandbox.addresses.ibm);
    await signIn(embed, 'Let me in');
    expect(await plays(embed)).toBe(true);
    await page.reload();
    expect(await plays(embed)).toBe(true);
    await sandbox.setClock(600_000);
    onTestFinished(() => void sandbox.setClock(0));
    await page.reload();
    await expectSignIn(embed);
  });

  test('the entry is opened with the type and the id of the content', async () => {
    const { page, embed } = await open('/embed/1001');
    await embed.getByRole('button', { name: 'Log in' }).click();
    await expectSignIn(embed);
    const urls = page.frames().map((frame) => frame.url());
    const query = '?ustreamContentType=channel&ustreamContentId=1001';
    expect(urls).toContain(`${sandbox.addresses.control}/sample-entry${query}`);
  });

  test('turned away it says so, and lets another account try', async () => {
    const { embed } = await open('/embed/recorded/2001');
    await signIn(embed, 'Turn me away');
    await expectText(embed, 'Access denied');
    await embed.getByRole('button', { name: 'Try another account' }).click();
    await entry(embed).getByText('Let me in').click();
    expect(await plays(embed)).toBe(true);
  });

  test('a message from elsewhere opens nothing, the same one from the frame does', async () => {
    const { page, embed } = await open('/embed/recorded/2002');
    await embed.getByRole('button', { name: 'Log in' }).click();
    await expectSignIn(embed);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll('iframe'))
        frame.contentWindow?.postMessage({ type: 'hashlock', hash: 'false' }, '*');
    });
    // The page around sends from another window and another origin; the sign-in stays as it was.
    await expectSignIn(embed);
    await entry(embed).getByText('Turn me away').click();
    await expectText(embed, 'Access denied');
  });
});

const around = (src: string): string => `<!doctype html><title>Application</title>
<iframe src="${src}" allow="autoplay; fullscreen" width="640" height="360"></iframe>
<script>
  window.told = [];
  addEventListener('message', (event) => told.push(event.data));
  const frame = document.querySelector('iframe');
  frame.onload = () => frame.contentWindow.postMessage('{"cmd":"ready"}', new URL(frame.src).origin);
</script>`;

async function open(
  path: string,
  from: string = application,
): Promise<{ page: Page; embed: Embed }> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(from + path);
  return { page, embed: from === application ? page.frameLocator('iframe') : page };
}

async function expectText(embed: Embed, text: string): Promise<void> {
  await embed.getByText(text).waitFor();
  expect(await embed.getByText(text).isVisible()).toBe(true);
}

async function expectSignIn(embed: Embed): Promise<void> {
  await entry(embed).getByText('Let me in').waitFor();
  expect(await entry(embed).getByText('Let me in').isVisible()).toBe(true);
}

/** In a frame of the application, or a page of its own. */
type Embed = Page | FrameLocator;

const entry = (embed: Embed): FrameLocator => embed.frameLocator('#frame');

async function signIn(embed: Embed, answer: string): Promise<void> {
  await embed.getByRole('button', { name: 'Log in' }).click();
  await entry(embed).getByText(answer).click();
}

/** Frames are decoded, and time goes on. */
async function plays(embed: Embed): Promise<boolean> {
  const video = embed.locator('video');
  await video.waitFor({ state: 'visible' });
  const decoded = await video.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        element.addEventListener('timeupdate', () => {
          if (!(element instanceof HTMLVideoElement) || element.currentTime < 0.5) return;
          resolve(element.getVideoPlaybackQuality().totalVideoFrames);
        });
      }),
  );
  return decoded > 5;
}

async function told(page: Page, ...messages: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) => wanted.every((message) => Reflect.get(window, 'told').includes(message)),
    messages,
  );
}
