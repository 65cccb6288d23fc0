import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Browser, FrameLocator, Page } from 'playwright';
import { chromium } from 'playwright';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import type { Sandbox } from '../src/index.ts';
import { sealToken } from './vendors/ibm/seal-token.ts';
import { KEY_A } from './vendors/ibm/vectors.ts';

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
      const url = new URL(request.url ?? '', 'http://localhost');
      response.setHeader('Content-Type', 'text/html');
      if (url.pathname === '/sign-in') void signInPage(url.searchParams, response);
      else response.end(around(`${sandbox.addresses.ibm}${request.url}`));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    application = `http://localhost:${port}`;
    await protect(`http://sign-in.localhost:${port}/sign-in`);
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

  test('v2: a token opens, and plays', async () => {
    const { page, embed } = await open(`/embed/recorded/2004?vt=${await token()}`);
    expect(await plays(embed)).toBe(true);
    await told(page, '{"event":{"ready":true}}', '{"event":{"playing":true}}');
  });

  test('v2: the same token a second time leads to the sign-in', async () => {
    const path = `/embed/recorded/2004?vt=${await token()}`;
    const { page, embed } = await open(path);
    expect(await plays(embed)).toBe(true);
    await page.reload();
    await expectText(embed, 'Sign in, please');
  });

  test('v2: without a token the sign-in comes first, and back from it the page around is told of what plays', async () => {
    const origin = encodeURIComponent(application);
    const { page, embed } = await open(`/embed/recorded/2004?api-target-origin=${origin}`);
    await embed.getByText('Sign in, please').click();
    expect(await plays(embed)).toBe(true);
    await told(page, '{"event":{"ready":true}}', '{"event":{"playing":true}}');
  });

  test('v2: back from the sign-in, a player that was not told of the page around speaks to nobody', async () => {
    const { page, embed } = await open('/embed/recorded/2004');
    await embed.getByText('Sign in, please').click();
    expect(await plays(embed)).toBe(true);
    expect(await page.evaluate(() => Reflect.get(window, 'told'))).toEqual([]);
  });

  test('v2: after the vendor changed its key, tokens for the one before are good for as long as it says', async () => {
    const early = await token();
    await sandbox.tell('ibm', 'rotateKey', { graceMs: 60_000 });
    const before = await open(`/embed/recorded/2004?vt=${early}`);
    expect(await plays(before.embed)).toBe(true);
    const late = await token();
    await sandbox.tell('ibm', 'rotateKey', { graceMs: 0 });
    const after = await open(`/embed/recorded/2004?vt=${late}`);
    await expectText(after.embed, 'Sign in, please');
    const fresh = await open(`/embed/recorded/2004?vt=${await token()}`);
    expect(await plays(fresh.embed)).toBe(true);
  });
});

/** Puts channel 1003 behind viewer authentication v2. */
async function protect(authUrl: string): Promise<void> {
  const { addresses, keys } = sandbox;
  const answer = await fetch(`${addresses.ibm}/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${keys.ibm.clientSecret}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: keys.ibm.clientId,
    }),
  });
  const { access_token: apiToken } = await answer.json();
  const key = createPublicKey({ key: KEY_A, format: 'jwk' });
  await fetch(`${addresses.ibm}/channels/1003/viewer-auth.json`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${apiToken}` },
    body: new URLSearchParams({
      auth_url: authUrl,
      public_key: key.export({ format: 'pem', type: 'spki' }).toString(),
    }),
  });
}

async function token(): Promise<string> {
  const { keys } = await (
    await fetch(`${sandbox.addresses.ibm}/viewer-auth-public-key.json`)
  ).json();
  const { nowMs } = await sandbox.clock();
  return sealToken(keys[0], { claims: { sub: 'ada', iat: Math.floor(nowMs / 1000) } });
}

/** The owner's page, on a third site: one link, back to where the viewer came from. */
async function signInPage(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const back = new URL(query.get('ref') ?? '');
  back.searchParams.set('vt', await token());
  response.end(
    `<!doctype html><title>Sign in</title><a href="${back.href.replaceAll('&', '&amp;')}">Sign in, please</a>`,
  );
}

const around = (src: string): string => `<!doctype html><title>Application</title>
<iframe src="${src}" allow="autoplay; fullscreen" referrerpolicy="no-referrer-when-downgrade" width="640" height="360"></iframe>
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
