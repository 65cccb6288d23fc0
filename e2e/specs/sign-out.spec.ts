import type { BrowserContext, Page } from '@playwright/test';
import type { TabsStage } from '../stage/tabs-stage.ts';
import { expect, test } from '../stage/tabs-test.ts';
import {
  expectStoppedAtOnce,
  isolate,
  openTab,
  playWithTokens,
  reportOf,
  seek,
  signIn,
  untilArrived,
  untilPhase,
} from './tab-page.ts';
import { soon } from './soon.ts';

/** Signs out at the authorization server, too, and rules how soon others hear of it. @returns When it began. */
const signOut = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const at = Date.now();
    void window.tab.oauth.signOut();
    window.tab.rule();
    return at;
  });

for (const isTold of [true, false])
  test(
    isTold
      ? '42, 43: a sign-out in one tab stops the films of two others that share its session'
      : 'control of 42: where neither mark nor message gets through, the others go on with what they hold',
    async ({ context, stage }) => {
      const first = await openTab(context, stage);
      await signIn(first, 'Ada Lovelace');
      const others = [await openTab(context, stage), await openTab(context, stage)];
      await Promise.all([first, ...others].map((tab) => playWithTokens(tab, stage)));
      if (!isTold) await isolate(first);
      const at = await signOut(first);
      for (const tab of isTold ? others : []) {
        await untilPhase(tab, 'signed-out');
        await expectStoppedAtOnce(tab);
      }
      const since = await untilArrived([first, ...others], stage);
      for (const tab of others) await seek(tab, 300);
      if (!isTold) {
        // Whoever is refused finds out: the session is gone from where tabs share it.
        const verdicts = async () => (await stage.media(at)).map(({ verdict }) => verdict);
        await soon(verdicts).toContain('revoked');
        return;
      }
      for (const tab of others)
        await expect(tab.getByRole('dialog')).toContainText('Sign in to watch');
      expect(await stage.media(since)).toEqual([]);
    },
  );

for (const by of ['this tab', 'another tab', 'nobody'] as const)
  test(
    by === 'nobody'
      ? 'control of 40: without a sign-out, the late refresh brings a token that opens what waits'
      : `40, T21: a refresh that lands after a sign-out in ${by} opens nothing, and its token is ended`,
    async ({ context, stage }) => {
      const tab = await openTab(context, stage);
      await signIn(tab, 'Ada Lovelace');
      const other = await openTab(context, stage);
      await expect(other).toHaveTitle('signed-in');
      await playWithTokens(tab, stage);
      const late = await holdTokens(context);
      await stage.sandbox.expireCredentials({ vendor: 'stapi' });
      await seek(tab, 300);
      await late.held;
      if (by !== 'nobody') await signOut(by === 'this tab' ? tab : other);
      if (by !== 'nobody') await untilPhase(tab, 'signed-out');
      const since = await untilArrived([tab], stage);
      await late.release();
      if (by === 'nobody') {
        await untilPhase(tab, 'authorized');
        const { length } = await stage.media();
        await soon(async () => (await stage.media()).length).toBeGreaterThan(length + 4);
        return;
      }
      // That of the session, and that of the refresh which landed too late.
      await soon(() => countRevocations(stage)).toBe(2);
      await seek(tab, 100);
      await expect(tab.getByRole('dialog')).toContainText('Sign in to watch');
      for (const page of [tab, other])
        expect(
          await page.evaluate(() => window.tab.oauth.token().catch((error) => error.code)),
        ).toBe('signed_out');
      expect((await reportOf(tab)).phase).toBe('signed-out');
      expect(await stage.media(since)).toEqual([]);
    },
  );

test('41, 43: when another viewer signs in, the films of all tabs go on with tokens of theirs alone', async ({
  context,
  stage,
}) => {
  const tab = await openTab(context, stage);
  await signIn(tab, 'Ada Lovelace');
  const other = await openTab(context, stage);
  await playWithTokens(other, stage);
  await signOut(tab);
  await untilPhase(other, 'signed-out');
  const since = await untilArrived([other], stage);
  await stage.sandbox.revokeCredentials({ viewer: 'ada' });
  await context.clearCookies({ domain: '127.0.0.1' });
  await signIn(tab, 'Grace Hopper');
  await untilPhase(other, 'authorized');
  await seek(other, 300);
  await soon(async () => (await stage.media(since)).length).toBeGreaterThan(4);
  expect((await stage.media(since)).every(({ verdict }) => verdict === 'ok')).toBe(true);
});

test('44: where the authorization server cannot be reached, the film stops all the same', async ({
  context,
  stage,
}) => {
  const tab = await openTab(context, stage);
  await signIn(tab, 'Ada Lovelace');
  await playWithTokens(tab, stage);
  await stage.sandbox.addFault({
    where: { listener: 'authorization' },
    do: { action: 'hang' },
  });
  const phase = await tab.evaluate(() => {
    void window.tab.oauth.signOut();
    return window.tab.report().phase;
  });
  // At once: nothing was waited for.
  expect(phase).toBe('signed-out');
  await untilPhase(tab, 'signed-out');
  const since = await untilArrived([tab], stage);
  await seek(tab, 300);
  await expect(tab.getByRole('dialog')).toContainText('Sign in to watch');
  expect(await stage.media(since)).toEqual([]);
});

/** Holds what the token endpoint answers: it has rotated already. */
async function holdTokens(
  context: BrowserContext,
): Promise<{ readonly held: Promise<void>; release(): Promise<void> }> {
  let [holds, release, landed] = [(): void => {}, (): void => {}, (): void => {}];
  const held = new Promise<void>((resolve) => (holds = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const over = new Promise<void>((resolve) => (landed = resolve));
  await context.route('**/token', async (route) => {
    const response = await route.fetch();
    holds();
    await released;
    await route.fulfill({ response });
    landed();
  });
  return {
    held,
    release() {
      release();
      return over;
    },
  };
}

const countRevocations = async ({ sandbox }: TabsStage): Promise<number> =>
  (await sandbox.journal()).entries.filter(
    ({ path, method }) => path === '/revoke' && method === 'POST',
  ).length;
