import type { Page } from '@playwright/test';
import { expect, test } from '../stage/test.ts';
import { open, playsOn, report, seePicture, start } from './watch.ts';

const ASSET = 'hash/launch-film';

async function locked(page: Page, app: string, src: string): Promise<void> {
  await open(page, app);
  await start(page, { player: 'kit', asset: ASSET, src, buffer: 8 });
  await expect(page.getByRole('button', { name: 'Open the door' })).toBeVisible();
  await expect(page.getByText('This film is for members.', { exact: true })).toBeVisible();
}

async function signIn(page: Page, who: string): Promise<void> {
  await page.getByRole('button', { name: 'Open the door' }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: `Sign in as ${who}` }).click();
}

test('own gate: locked, button, frame, sign-in, plays; expired: asked again', async ({
  page,
  stage,
}) => {
  stage.backend.hashSeconds = 20;
  await locked(page, stage.app, stage.master(ASSET));
  await signIn(page, 'ada');
  await seePicture(page);
  await expect.poll(async () => (await report(page)).time).toBeGreaterThan(5);
  expect(await report(page)).toMatchObject({ waiting: 0, errors: 0, error: null });
  expect(
    (await stage.media())
      .filter((entry) => entry.verdict === 'ok')
      .every((entry) => entry.credential === 'query'),
  ).toBe(true);
  await stage.moveClock(60_000);
  await page.evaluate(() => window.harness.moveClock(60_000));
  await page.evaluate(() => window.harness.seek(90));
  await expect(page.getByRole('button', { name: 'Open the door' })).toBeVisible();
  await signIn(page, 'ada');
  expect((await playsOn(page, 5)).seen.time).toBeGreaterThan(90);
});

test('own gate: hash=false is denied, and the viewer may try again', async ({ page, stage }) => {
  await locked(page, stage.app, stage.master(ASSET));
  await signIn(page, 'nobody');
  await expect.poll(async () => (await report(page)).phase).toBe('denied');
  expect((await report(page)).code).toBe('interaction_denied');
});

test('A71 own gate: wrong origin, wrong window, wrong nonce are ignored; the same message made right opens', async ({
  page,
  stage,
}) => {
  await locked(page, stage.app, stage.master(ASSET));
  await page.getByRole('button', { name: 'Open the door' }).click();
  const frame = page.locator('iframe');
  await expect(frame).toBeVisible();
  const src = new URL((await frame.getAttribute('src')) ?? '');
  const back = new URL(src.searchParams.get('hashConsumer') ?? '');
  const nonce = back.searchParams.get('nonce') ?? '';
  const hash = await stage.hash('ada');
  const message = { type: 'playgate:return', nonce, hash };
  const stillLocked = async (): Promise<void> => expect((await report(page)).phase).toBe('locked');
  const asked = async (): Promise<number> =>
    (await report(page)).events.filter((event) => event.type === 'pass-asked').length;
  const before = await asked();

  // Wrong window: the right origin, but the page itself is the sender.
  await page.evaluate((data) => window.postMessage(data, location.origin), message);
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await stillLocked();
  // Wrong nonce, from the right frame and origin.
  const inside = page
    .frames()
    .find((candidate) => candidate.url().startsWith(`${stage.app}/hashlock/entry`));
  if (inside === undefined) throw new Error('The entry page is not in a frame.');
  await inside.evaluate(
    (data) => window.parent.postMessage({ ...data, nonce: '0'.repeat(32) }, '*'),
    message,
  );
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await stillLocked();
  // Wrong origin: the frame has been led elsewhere, the nonce is right.
  const handle = await frame.elementHandle();
  await page.evaluate(
    ([element, to]) => element instanceof HTMLIFrameElement && (element.src = to),
    [handle, `${stage.foreign}/page.html`] as const,
  );
  await expect
    .poll(() => page.frames().some((candidate) => candidate.url().startsWith(stage.foreign)))
    .toBe(true);
  const foreign = page.frames().find((candidate) => candidate.url().startsWith(stage.foreign));
  await foreign?.evaluate((data) => window.parent.postMessage(data, '*'), message);
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await stillLocked();
  expect(await asked()).toBe(before);
  // The otherwise identical right message.
  await page.evaluate(
    ([element, to]) => element instanceof HTMLIFrameElement && (element.src = to),
    [handle, src.href] as const,
  );
  await expect
    .poll(() =>
      page.frames().some((candidate) => candidate.url().startsWith(`${stage.app}/hashlock/entry`)),
    )
    .toBe(true);
  const again = page
    .frames()
    .find((candidate) => candidate.url().startsWith(`${stage.app}/hashlock/entry`));
  await again?.waitForLoadState();
  await again?.evaluate((data) => window.parent.postMessage(data, '*'), message);
  await seePicture(page);
});
