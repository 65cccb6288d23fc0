import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../stage/stapi-test.ts';
import {
  answerTo,
  beSomebody,
  jump,
  OFTEN,
  openSite,
  openVideo,
  PLAYED_ON,
  playOn,
  report,
  rotate,
  seePicture,
  signInHere,
  signInInWindow,
  tokensOf,
  viewer,
} from './stapi-watch.ts';

const PAGE = '/stapi-backend.html';

/** Counts how often a page asks for passes. */
function passAsks(page: Page): () => number {
  let asks = 0;
  page.on('request', (request) => (asks += request.url().endsWith('/api/pass') ? 1 : 0));
  return () => asks;
}

test('72, 57, 43: signs in by the backend, lists videos, plays one through several rotations there, and sends nothing after the sign-out', async ({
  page,
  stage,
  context,
}) => {
  await openSite(page, stage.app + PAGE);
  await expect(viewer(page)).toHaveText('signed-out');
  const tokens = tokensOf(page);
  await signInHere(page);
  await expect(viewer(page)).toHaveText('ada');
  expect(page.url()).toBe(stage.app + PAGE);
  const cookies = await context.cookies(stage.app);
  expect(cookies.find(({ name }) => name === 'playgate-session')).toMatchObject({
    ...{ httpOnly: true, sameSite: 'Strict' },
  });
  const start = await stage.mark();
  await openVideo(page);
  await expect.poll(() => new Set(tokens).size, OFTEN).toBeGreaterThan(2);
  await rotate(stage, start, 3);
  expect(await report(page)).toMatchObject(PLAYED_ON);
  // Control: what was sent first would be refused by now.
  expect(await answerTo(stage, tokens[0])).toBe(401);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(viewer(page)).toHaveText('signed-out');
  const mark = await stage.mark();
  await jump(page, 90);
  await expect(page.getByRole('dialog')).toContainText('Sign in to watch');
  expect(await stage.media(mark)).toEqual([]);
  await expect.poll(() => stage.answers('/revoke', start), OFTEN).toEqual([200]);
  // Control: the last one would be refused, too, and the journal would tell.
  expect(await answerTo(stage, tokens.at(-1))).toBe(401);
  expect((await stage.media(mark)).map(({ status }) => status)).toEqual([401]);
});

/**
 * The film ends because `end` ends the session, at the next pass: the one that was given lasts a few seconds here. The backend's no has the
 * session looked at, too. What that says is held until the pass is over: it would end the film first, and it must not change the reason.
 */
async function seeItEnd(page: Page, at: number, end: () => Promise<void>): Promise<Locator> {
  let release = (): void => {};
  const isOver = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/auth/session', async (route) => {
    await isOver;
    await route.continue();
  });
  await end();
  await expect.poll(async () => (await report(page)).phase, OFTEN).toBe('signed-out');
  expect((await report(page)).code).toBe('unauthenticated');
  release();
  await expect(viewer(page)).toHaveText('signed-out');
  expect((await report(page)).code).toBe('unauthenticated');
  await page.unroute('**/auth/session');
  await jump(page, at);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Sign in to watch');
  return dialog;
}

test('43, 68: revoked by the backend, and later signed out at the authorization server, the film ends with a dialog and without a loop; signed in there it goes on', async ({
  page,
  stage,
  context,
}) => {
  await openSite(page, stage.app + PAGE);
  await signInHere(page);
  await openVideo(page);
  const dialog = await seeItEnd(page, 60, () => stage.sessions.revokeAll('ada'));
  const mark = await stage.mark();
  const asks = passAsks(page);
  await signInInWindow(page, dialog.getByRole('button', { name: 'Sign in' }), async (window) => {
    await window.getByText('Ada Lovelace').waitFor();
    // So long as nobody has signed in, nothing more is asked for.
    expect(asks()).toBe(0);
    expect(await stage.media(mark)).toEqual([]);
    await beSomebody(window, 'Ada Lovelace');
  });
  await playOn(page, 1);
  expect((await report(page)).time).toBeGreaterThan(60);

  await seeItEnd(page, 100, async () => {
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${stage.sandbox.addresses.authorization}/logout`);
    await elsewhere.getByRole('button', { name: 'Sign out' }).click();
  });
});

test('73, 50, 61, A74: the page’s token plays and lists nothing; revoked by the vendor it is replaced and the film plays on; when all consent is gone it ends with a dialog', async ({
  page,
  stage,
}) => {
  await stage.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 600 });
  await openSite(page, stage.app + PAGE);
  const tokens = tokensOf(page);
  await signInHere(page);
  await openVideo(page);
  await playOn(page, 2);
  // What the page holds plays, and lists nothing.
  const headers = { Authorization: tokens.at(-1) ?? '' };
  const list = await fetch(`${stage.sandbox.addresses.stapi}/v1/videos`, { headers });
  expect(list.status).toBe(403);

  const mark = await stage.mark();
  await stage.sandbox.revokeCredentials({ vendor: 'stapi', viewer: 'ada' });
  await jump(page, 60);
  await playOn(page, 2);
  expect(await stage.answers('/token', mark)).toEqual([200]);
  const refused = (await stage.media(mark)).filter(({ verdict }) => verdict !== 'ok');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(8);
  expect(await report(page)).toMatchObject({ errors: 0, phase: 'authorized' });

  const end = await stage.mark();
  await stage.sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
  await jump(page, 90);
  await expect(page.getByRole('dialog')).toContainText('Sign in to watch');
  expect((await report(page)).code).toBe('unauthenticated');
  expect(await stage.answers('/token', end)).toEqual([400]);
  expect((await stage.media(end)).length).toBeLessThanOrEqual(8);
});

test('41, 42: when another viewer signs in in another tab, the film goes on with their pass, and never with that of the first', async ({
  page,
  stage,
  context,
}) => {
  await openSite(page, stage.app + PAGE);
  const tokens = tokensOf(page);
  await signInHere(page);
  await openVideo(page);
  const other = await context.newPage();
  await openSite(other, stage.app + PAGE);
  await other.getByRole('button', { name: 'Switch viewer' }).click();
  await beSomebody(other, 'Grace Hopper');
  await expect(viewer(other)).toHaveText('grace');
  await expect(viewer(page)).toHaveText('grace');
  // Whatever Ada has would be refused from here on, and the journal would tell.
  await stage.sandbox.revokeCredentials({ vendor: 'stapi', viewer: 'ada' });
  const mark = await stage.mark();
  await jump(page, 90);
  await seePicture(page);
  await playOn(page, 1);
  const media = await stage.media(mark);
  expect(media.length).toBeGreaterThan(0);
  expect(media.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  // Control.
  expect(await answerTo(stage, tokens[0])).toBe(401);
});
