import type { OAuth } from '@playgate/oauth';
import type { Page } from '@playwright/test';
import type { StapiStage } from '../stage/stapi-stage.ts';
import { expect, test } from '../stage/stapi-test.ts';
import {
  allow,
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

const PAGE = '/stapi-browser.html';

test('52, 57, 43: signs in by redirect, lists videos, plays one through several rotations, and sends nothing after the sign-out', async ({
  page,
  stage,
}) => {
  await openSite(page, stage.app + PAGE);
  await expect(viewer(page)).toHaveText('signed-out');
  const tokens = tokensOf(page);
  await signInHere(page);
  await expect(viewer(page)).toHaveText('ada');
  expect(page.url()).toBe(stage.app + PAGE);
  const start = await stage.mark();
  await openVideo(page);
  await expect.poll(() => new Set(tokens).size, OFTEN).toBeGreaterThan(2);
  await rotate(stage, start, 3);
  expect(await report(page)).toMatchObject(PLAYED_ON);
  // Control: what was sent first would be refused by now.
  expect(await answerTo(stage, tokens[0])).toBe(401);

  // A refresh that was under way would be ended at the server, too, and not be the first thing that it hears after the sign-out.
  await stage.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 600 });
  await expect.poll(() => tokenSeconds(page), OFTEN).toBeGreaterThan(60);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(viewer(page)).toHaveText('signed-out');
  const mark = await stage.mark();
  await jump(page, 90);
  await expect(page.getByRole('dialog')).toContainText('Sign in to watch');
  expect(await stage.media(mark)).toEqual([]);
  expect(await stage.answers('/token', mark)).toEqual([]);
  await expect.poll(() => stage.answers('/revoke', start), OFTEN).toEqual([200]);
  // Control: the last one would be refused, too, and the journal would tell.
  expect(await answerTo(stage, tokens.at(-1))).toBe(401);
  expect((await stage.media(mark)).map(({ status }) => status)).toEqual([401]);
});

test('65, 61, A74: signed in in a window; revoked at the server the film ends with a dialog and without a loop; signed in there it goes on', async ({
  page,
  stage,
}) => {
  await stage.sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: 600 });
  await openSite(page, stage.app + PAGE);
  await signInInWindow(page, page.getByRole('button', { name: 'Sign in in a window' }));
  await openVideo(page);
  const mark = await stage.mark();
  await stage.sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
  await jump(page, 60);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Sign in to watch');
  await expect(viewer(page)).toHaveText('signed-out');
  expect(await report(page)).toMatchObject({ phase: 'signed-out', ended: 'session_lost' });
  expect(await stage.answers('/token', mark)).toEqual([400]);
  const refused = await stage.media(mark);
  expect(refused.length).toBeLessThanOrEqual(8);

  await signInInWindow(page, dialog.getByRole('button', { name: 'Sign in' }), async (window) => {
    await window.getByText('Allow', { exact: true }).waitFor();
    // So long as nobody has signed in, nothing more is asked for.
    expect(await stage.media(mark)).toEqual(refused);
    expect(await stage.answers('/token', mark)).toEqual([400]);
    await allow(window);
  });
  await expect(viewer(page)).toHaveText('ada');
  await playOn(page, 1);
  expect((await report(page)).time).toBeGreaterThan(60);
});

/** How long the access token of a page is still handed out. */
const tokenSeconds = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { token } = window.site.source as unknown as OAuth;
    return (await token()).expiresIn ?? 0;
  });

/** Signs in as somebody else, in this tab. Whatever Ada has would be refused from then on, and the journal would tell. */
async function switchViewer(tab: Page, { sandbox }: StapiStage): Promise<void> {
  await tab.getByRole('button', { name: 'Switch viewer' }).click();
  await beSomebody(tab, 'Grace Hopper');
  await expect(viewer(tab)).toHaveText('grace');
  await sandbox.revokeCredentials({ vendor: 'stapi', viewer: 'ada' });
}

test('67, 33, 57, 41: with the refresh token in IndexedDB a reload goes on, two tabs play at once with one refresh for both, and when one of them switches the viewer the other goes on as that one', async ({
  page,
  stage,
  context,
}) => {
  stage.options = { refreshTokenStorage: 'indexeddb' };
  await openSite(page, stage.app + PAGE);
  await signInHere(page);
  await openVideo(page);
  const other = await context.newPage();
  const tabs = [page, other];
  const sent = tabs.map(tokensOf);
  const mark = await stage.mark();
  for (const tab of tabs) {
    await openSite(tab, stage.app + PAGE);
    await expect(viewer(tab)).toHaveText('ada');
    await openVideo(tab);
  }
  await expect.poll(() => sent.every((tokens) => new Set(tokens).size > 1), OFTEN).toBe(true);
  await rotate(stage, mark, 3);
  const answers = await stage.answers('/token', mark);
  const { entries } = await stage.sandbox.journal(mark);
  expect(entries.filter(({ path }) => path === '/authorize')).toEqual([]);
  for (const tab of tabs) expect(await report(tab)).toMatchObject({ errors: 0, replays: 0 });
  // Each answer is a token that both have; one that a tab had asked for itself would be one more.
  expect(new Set(sent.flat()).size).toBeLessThanOrEqual(answers.length + 1);

  await switchViewer(other, stage);
  await expect(viewer(page)).toHaveText('grace');
  const switched = await stage.mark();
  await jump(page, 90);
  await seePicture(page);
  await playOn(page, 1);
  const media = await stage.media(switched);
  expect(media.length).toBeGreaterThan(0);
  expect(media.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  // Control.
  expect(await answerTo(stage, sent[0]?.[0])).toBe(401);
});

test('41, 42: with tokens in memory another viewer in another tab ends the film of the first, and nothing goes out any more', async ({
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
  await switchViewer(other, stage);
  await expect(viewer(page)).toHaveText('signed-out');
  const mark = await stage.mark();
  await jump(page, 90);
  await expect(page.getByRole('dialog')).toContainText('Sign in to watch');
  expect(await stage.media(mark)).toEqual([]);
  // Control.
  expect(await answerTo(stage, tokens[0])).toBe(401);
});

test('62, A77: with DPoP the list comes by proofs with nonces; media are not asked for, as a Bearer would be no good', async ({
  page,
  stage,
}) => {
  stage.options = { dpop: true };
  await stage.sandbox.tell('authorization', 'setPolicy', { dpop: 'required', dpopNonce: true });
  await stage.sandbox.tell('stapi', 'changeSettings', { dpopNonce: true });
  await openSite(page, stage.app + PAGE);
  const listed = page.waitForRequest(/\/v1\/videos$/);
  await signInHere(page);
  const { authorization = '' } = (await listed).headers();
  expect(authorization).toMatch(/^DPoP /);
  const { entries } = await stage.sandbox.journal();
  const asked = entries.filter(({ path, method }) => path === '/v1/videos' && method === 'GET');
  // The nonce comes with the first refusal.
  expect(asked.map(({ credential, status }) => `${credential} ${status}`)).toEqual([
    'dpop 401',
    'dpop 200',
  ]);
  await page.getByRole('button', { name: 'Launch film' }).click();
  await expect.poll(async () => (await report(page)).code, OFTEN).toBe('config');
  expect((await report(page)).cause).toBe('token_bound');
  expect(await stage.media()).toEqual([]);
  // Control: that is what it would have got.
  expect(await answerTo(stage, authorization.replace('DPoP', 'Bearer'))).toBe(401);
});
