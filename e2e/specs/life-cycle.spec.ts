import { expect, test } from '../stage/raw-test.ts';
import { goBack, hide, look, openRawTab, playInRawTab } from './raw-tab.ts';
import { openTab, playInTab, reportOf, seek } from './tab-page.ts';
import { soon } from './soon.ts';

/** What was begun when a tab is frozen or cut off is over after that long, in milliseconds: the browser does not say when. */
const ON_ITS_WAY_MS = 250;

for (const isMarked of [true, false])
  test(
    isMarked
      ? '42, 43: a tab that was frozen finds the sign-out when it wakes, before it sends anything'
      : 'control of 42: where the mark is lost, it wakes and plays on',
    async ({ chromium, stage }) => {
      const frozen = await playInRawTab(chromium, stage);
      await frozen.run(() => window.tab.countTicks(50));
      const other = await playInRawTab(chromium, stage);
      await frozen.send('Page.setWebLifecycleState', { state: 'frozen' });
      const since = Date.now() + ON_ITS_WAY_MS;
      await soon(() => Date.now()).toBeGreaterThan(since);
      await other.run((isLost) => {
        if (isLost) Storage.prototype.setItem = () => undefined;
        window.tab.client()?.signOut();
      }, !isMarked);
      await soon(async () => (await look(other)).phase).toBe('signed-out');
      const woken = Date.now();
      await frozen.front();
      await frozen.send('Page.setWebLifecycleState', { state: 'active' });
      await frozen.run(() => window.tab.seek(300));
      const ticks = await frozen.run(() => window.tab.ticks.map(({ at }) => at));
      expect(ticks.filter((at) => at > since && at < woken)).toEqual([]);
      if (isMarked) {
        await soon(async () => (await look(frozen)).phase).toBe('signed-out');
        await soon(async () => (await look(frozen)).error).toBe('You are signed out.');
        expect(await stage.media(woken)).toEqual([]);
      } else await soon(async () => (await stage.media(woken)).length).toBeGreaterThan(4);
    },
  );

test('42, 68: a page out of the bfcache finds the sign-out of another tab before it sends anything', async ({
  chromium,
  stage,
}) => {
  const tab = await playInRawTab(chromium, stage);
  await tab.send('Page.navigate', { url: `${stage.app}/settings.json` });
  await soon(() => tab.run(() => location.pathname)).toBe('/settings.json');
  const other = await playInRawTab(chromium, stage);
  await other.run(() => window.tab.client()?.signOut());
  await soon(async () => (await look(other)).phase).toBe('signed-out');
  const back = Date.now();
  await tab.front();
  await goBack(tab);
  await tab.run(() => window.tab.seek(300));
  await soon(async () => (await look(tab)).error).toBe('You are signed out.');
  expect((await look(tab)).phase).toBe('signed-out');
  expect(await stage.media(back)).toEqual([]);
});

for (const renewAhead of [true, false])
  test(
    renewAhead
      ? '38, T17: a page out of the bfcache whose pass is over sends nothing before it has a new one'
      : 'control of 38: without renewal ahead the pass that is over goes out',
    async ({ chromium, stage }) => {
      stage.backend.passSeconds = 2;
      const tab = await playInRawTab(chromium, stage, { renewAhead });
      await tab.send('Page.navigate', { url: `${stage.app}/settings.json` });
      await soon(() => tab.run(() => location.pathname)).toBe('/settings.json');
      // Every pass that it can have is over by then.
      const over = Date.now() + stage.backend.passSeconds * 1000;
      await soon(() => Date.now()).toBeGreaterThan(over);
      const back = Date.now();
      await goBack(tab);
      await tab.run(() => window.tab.seek(300));
      await soon(async () => (await stage.media(back)).length).toBeGreaterThan(4);
      const [first] = await stage.media(back);
      expect(first?.verdict).toBe(renewAhead ? 'ok' : 'expired');
      if (renewAhead)
        expect((await stage.media(back)).every(({ verdict }) => verdict === 'ok')).toBe(true);
    },
  );

for (const renewAhead of [true, false])
  test(
    renewAhead
      ? '29: a tab that is hidden goes on renewing'
      : 'control of 29: without renewal ahead it goes out with what is over',
    async ({ chromium, stage }) => {
      stage.backend.passSeconds = 2;
      const tab = await playInRawTab(chromium, stage, { renewAhead });
      await hide(chromium, tab);
      const hidden = Date.now();
      // The pass that it had when it was hidden is over by then.
      const later = hidden + stage.backend.passSeconds * 1000;
      await soon(async () => (await stage.media(later)).length).toBeGreaterThan(2);
      const verdicts = new Set((await stage.media(hidden)).map(({ verdict }) => verdict));
      expect(verdicts.has('expired')).toBe(!renewAhead);
      if (renewAhead) expect(verdicts).toEqual(new Set(['ok']));
      const { visibility, waits, errors } = await look(tab);
      expect(visibility).toBe('hidden');
      expect(waits.filter(({ at, ahead }) => at > hidden && ahead < 1)).toEqual([]);
      expect(errors).toBe(0);
    },
  );

/** Without a network, in milliseconds. */
const OUTAGE_MS = 5000;

for (const isKnown of [true, false])
  test(`T14, 26: hidden, and ${isKnown ? 'offline' : 'cut off without the browser knowing'} for longer than passes last, the film goes on from its buffer and finds its way back`, async ({
    chromium,
    stage,
  }) => {
    stage.backend.passSeconds = 3;
    const tab = await playInRawTab(chromium, stage, { buffer: 16 });
    await soon(async () => (await look(tab)).ahead).toBeGreaterThan(10);
    await hide(chromium, tab);
    await tab.send('Network.enable');
    const cut = async (isCut: boolean): Promise<unknown> =>
      isKnown
        ? tab.send('Network.emulateNetworkConditions', {
            ...{ offline: isCut, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
          })
        : tab.send('Network.setBlockedURLs', { urls: isCut ? ['*'] : [] });
    await cut(true);
    const off = Date.now();
    const before = await look(tab);
    await soon(() => Date.now(), { timeout: OUTAGE_MS * 2 }).toBeGreaterThan(off + OUTAGE_MS);
    expect(stage.backend.asks.filter((at) => at > off + ON_ITS_WAY_MS)).toEqual([]);
    const on = Date.now();
    await cut(false);
    await soon(() => stage.backend.asks.some((at) => at > on)).toBe(true);
    // Requests that wait are tried again within 3 s; an event tells sooner.
    const found = (stage.backend.asks.find((at) => at > on) ?? 0) - on;
    expect(found).toBeLessThan(isKnown ? 1000 : 4000);
    await soon(async () => (await stage.media(on)).length).toBeGreaterThan(2);
    expect((await stage.media(off)).every(({ verdict }) => verdict === 'ok')).toBe(true);
    const after = await look(tab);
    expect(after.time - before.time).toBeGreaterThan(OUTAGE_MS / 1000 - 1);
    expect(after.waits.filter(({ at, ahead }) => at > off && ahead < 1)).toEqual([]);
    expect([after.errors, after.visibility, after.phase]).toEqual([0, 'hidden', 'authorized']);
  });

const TWO_HOURS_MS = 7_200_000;

for (const renewAhead of [true, false])
  test(
    renewAhead
      ? 'T16: after two hours of sleep one pass is asked for, and nothing goes out with the one that is over'
      : 'control of T16: without renewal ahead the pass that is over goes out',
    async ({ context, stage }) => {
      // The wall clock goes on while a machine sleeps; the monotonic one and all timers stand still.
      await context.addInitScript(() => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + Number(Reflect.get(window, 'slept') ?? 0);
      });
      const tab = await openTab(context, stage);
      await playInTab(tab, stage, { renewAhead });
      // Paused with a full buffer it asks for nothing while the clocks are moved.
      await tab.evaluate(() => window.tab.pause());
      await soon(async () => (await reportOf(tab)).ahead).toBeGreaterThan(8);
      await stage.moveClock(TWO_HOURS_MS);
      await tab.evaluate((ms) => Reflect.set(window, 'slept', ms), TWO_HOURS_MS);
      const woken = Date.now();
      await seek(tab, 300);
      await soon(async () => (await stage.media(woken)).length).toBeGreaterThan(4);
      const verdicts = new Set((await stage.media(woken)).map(({ verdict }) => verdict));
      expect(verdicts).toEqual(new Set(renewAhead ? ['ok'] : ['expired', 'ok']));
      expect(stage.backend.asks.filter((at) => at > woken).length).toBe(1);
      expect((await reportOf(tab)).errors).toBe(0);
    },
  );

// A busy Chromium does not always keep the page.
test(
  '38: Back from the page of a sign-in that the dialog began, it can be begun again',
  { tag: '@long' },
  async ({ chromium, stage }) => {
    const tab = await openRawTab(chromium, stage);
    await tab.run((film) => window.tab.play(film), {
      ...({ credential: 'tokens', asset: 'long-film', src: stage.tokenFilm('long-film') } as const),
    });
    for (const time of ['first', 'second']) {
      // Clicked as often as it takes: the dialog may not be there yet.
      await soon(
        () =>
          tab.run(() => {
            document.querySelector<HTMLElement>('.playgate-button')?.click();
            return location.origin;
          }),
        { message: `the ${time} time` },
      ).toBe(stage.settings.oauth.issuer);
      await goBack(tab);
    }
  },
);
