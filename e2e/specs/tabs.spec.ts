import type { TabsStage } from '../stage/tabs-stage.ts';
import { expect, test } from '../stage/tabs-test.ts';
import {
  expectStoppedAtOnce,
  FILM,
  isolate,
  openTab,
  playInTab,
  reportOf,
  seek,
  signOut,
  untilArrived,
  untilPhase,
} from './tab-page.ts';
import { soon } from './soon.ts';

for (const isMarked of [true, false])
  test(
    isMarked
      ? '42, 43, T21: a sign-out in one tab stops the players of two others, and says so to their viewers'
      : 'control of 42: where the mark is lost, the others play on',
    async ({ context, stage }) => {
      const tabs = await Promise.all([1, 2, 3].map(() => openTab(context, stage)));
      await Promise.all(tabs.map((tab) => playInTab(tab, stage)));
      const [first, ...others] = tabs;
      if (first === undefined) throw new Error('There is no tab.');
      if (!isMarked) await isolate(first);
      await signOut(first);
      for (const tab of isMarked ? others : []) {
        await untilPhase(tab, 'signed-out');
        await expectStoppedAtOnce(tab);
      }
      const since = await untilArrived(tabs, stage);
      for (const tab of others) await seek(tab, 300);
      for (const tab of isMarked ? others : [])
        await expect(tab.getByRole('dialog')).toContainText('Sign in to watch');
      if (isMarked) expect(await stage.media(since)).toEqual([]);
      else {
        await soon(async () => (await stage.media(since)).length).toBeGreaterThan(4);
        expect((await stage.media(since)).every(({ verdict }) => verdict === 'ok')).toBe(true);
      }
    },
  );

for (const by of ['this tab', 'another tab', 'nobody'] as const)
  test(
    by === 'nobody'
      ? 'control of 40: without a sign-out, the late pass lands and opens what waits'
      : `40, T21: a pass that lands after a sign-out in ${by} leaves nothing behind`,
    async ({ context, stage }) => {
      const [tab, other] = [await openTab(context, stage), await openTab(context, stage)];
      await playInTab(tab, stage);
      await other.evaluate((film) => window.tab.play(film), {
        ...({ credential: 'passes', asset: FILM, src: stage.film(FILM) } as const),
      });
      const release = holdAnswers(stage);
      await stage.sandbox.expireCredentials();
      await seek(tab, 300);
      await soon(() => stage.backend.waiting).toBeGreaterThan(0);
      if (by !== 'nobody') await signOut(by === 'this tab' ? tab : other);
      if (by !== 'nobody') await untilPhase(tab, 'signed-out');
      const since = await untilArrived([tab], stage);
      const landed = Date.now();
      release();
      await soon(() => stage.backend.waiting).toBe(0);
      if (by === 'nobody') {
        await untilPhase(tab, 'authorized');
        await soon(async () => (await stage.media(landed)).length).toBeGreaterThan(4);
        return;
      }
      await seek(tab, 100);
      await expect(tab.getByRole('dialog')).toContainText('Sign in to watch');
      expect(
        await tab.evaluate(() => window.tab.playgate()?.authorizer.pass.get()),
      ).toBeUndefined();
      expect((await reportOf(tab)).phase).toBe('signed-out');
      expect(await stage.media(since)).toEqual([]);
    },
  );

for (const isNamed of [true, false])
  test(
    isNamed
      ? '41: where another viewer has signed in meanwhile, the pass that the one before asked for is not used'
      : 'control of 41: a pass that names no viewer is used, whoever asked for it',
    async ({ context, stage }) => {
      const tab = await openTab(context, stage);
      stage.backend.isNamed = isNamed;
      const release = holdAnswers(stage);
      await tab.evaluate((film) => window.tab.play(film), {
        ...({ credential: 'passes', asset: FILM, src: stage.film(FILM) } as const),
      });
      await soon(() => stage.backend.waiting).toBe(1);
      Object.assign(stage.backend, { viewer: 'grace', held: undefined });
      const next = { asset: 'bearer/launch-film' };
      await tab.evaluate((request) => window.tab.client()?.pass(request), next);
      await stage.sandbox.revokeCredentials({ viewer: 'ada' });
      release();
      await soon(() => stage.backend.waiting).toBe(0);
      await soon(async () => (await reportOf(tab)).frames).toBeGreaterThan(12);
      const verdicts = new Set((await stage.media()).map(({ verdict }) => verdict));
      expect(verdicts).toEqual(new Set(isNamed ? ['ok'] : ['ok', 'revoked']));
      if (isNamed) expect((await reportOf(tab)).subject).toBe('grace');
    },
  );

/** Holds the answers of the pass endpoint. @returns Lets them go. */
function holdAnswers({ backend }: TabsStage): () => void {
  let release = (): void => {};
  backend.held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return () => {
    backend.held = undefined;
    release();
  };
}
